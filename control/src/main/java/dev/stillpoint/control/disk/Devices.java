package dev.stillpoint.control.disk;

import java.util.Collection;

/** Names that disks have inside an instance. */
public final class Devices {
  /** The system disk's. */
  public static final String SYSTEM = "/dev/xvda";

  private static final String PREFIX = "/dev/xvd";
  private static final int LETTERS = 26;

  private Devices() {}

  /** The first name of a data disk that is not taken: behind z comes aa. */
  public static String free(Collection<String> taken) {
    int number = 1;
    while (taken.contains(name(number))) {
      number++;
    }
    return name(number);
  }

  private static String name(int number) {
    return PREFIX + letters(number);
  }

  private static String letters(int number) {
    String before = number < LETTERS ? "" : letters(number / LETTERS - 1);
    return before + (char) ('a' + number % LETTERS);
  }
}
