package dev.stillpoint.bench;

import java.util.ArrayList;
import java.util.List;

/** One kind of work that every contender does. */
enum Row {
  RANDWRITE_QD16("randwrite 4 KiB qd16", "randwrite", 16, 0),
  RANDREAD_QD16("randread 4 KiB qd16", "randread", 16, 0),
  RANDWRITE_QD1_FLUSH("randwrite 4 KiB qd1, flush after each", "randwrite", 1, 1);

  private final String title;
  private final String pattern;
  private final int depth;
  private final int writesPerFlush;

  /**
   * @param writesPerFlush 0 for no flush at all
   */
  Row(String title, String pattern, int depth, int writesPerFlush) {
    this.title = title;
    this.pattern = pattern;
    this.depth = depth;
    this.writesPerFlush = writesPerFlush;
  }

  String title() {
    return title;
  }

  /** What fio calls this order of reads and writes. */
  String pattern() {
    return pattern;
  }

  List<String> fioArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--iodepth=" + depth);
    if (writesPerFlush > 0) {
      arguments.add("--fsync=" + writesPerFlush);
    }
    return arguments;
  }

  boolean reads() {
    return pattern.endsWith("read");
  }
}
