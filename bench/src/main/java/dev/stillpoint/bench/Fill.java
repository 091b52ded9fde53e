package dev.stillpoint.bench;

import java.util.List;
import java.util.Locale;

/** How the working set was written before anything is measured. */
enum Fill {
  IN_ORDER("written in order"),
  AT_RANDOM("written at random");

  private final String words;

  Fill(String words) {
    this.words = words;
  }

  /** Its name on a command line. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String words() {
    return words;
  }

  List<String> fioArguments() {
    return switch (this) {
      case IN_ORDER -> List.of("--rw=write", "--bs=1m", "--iodepth=4");
      case AT_RANDOM -> List.of("--rw=randwrite", "--bs=4k", "--iodepth=16");
    };
  }
}
