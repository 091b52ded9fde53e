package dev.stillpoint.control.disk;

import java.util.Collection;

/** Names that disks have inside an instance. */
public final class Devices {
  /** The system disk's. */
  public static final String SYSTEM = "/dev/xvda";

  private Devices() {}

  /** The first name of a data disk that is not taken. */
  public static String free(Collection<String> taken) {
    for (char letter = 'b'; letter <= 'z'; letter++) {
      String device = "/dev/xvd" + letter;
      if (!taken.contains(device)) {
        return device;
      }
    }
    throw new IllegalStateException("an instance has fewer disks than there are names");
  }
}
