package dev.stillpoint.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One kind of work that every contender does. */
enum Row {
  RANDWRITE_QD16("randwrite 4 KiB qd16", "randwrite", 4, 16, 0),
  RANDREAD_QD16("randread 4 KiB qd16", "randread", 4, 16, 0),
  RANDWRITE_QD1_FLUSH("randwrite 4 KiB qd1, flush after each", "randwrite", 4, 1, 1),
  RANDREAD_QD1("randread 4 KiB qd1", "randread", 4, 1, 0),
  RANDREAD_64K_QD4("randread 64 KiB qd4", "randread", 64, 4, 0),
  READ_256K_QD8("read in order 256 KiB qd8", "read", 256, 8, 0),
  WRITE_256K_QD8("write in order 256 KiB qd8", "write", 256, 8, 0);

  /** What is measured when nobody asks for more. */
  static final List<Row> BASIC = List.of(RANDWRITE_QD16, RANDREAD_QD16, RANDWRITE_QD1_FLUSH);

  private static final int BYTES_OF_A_KIB = 1024;

  private final String title;
  private final String pattern;
  private final int blockKib;
  private final int depth;
  private final int writesPerFlush;

  /**
   * @param writesPerFlush 0 for no flush at all
   */
  Row(String title, String pattern, int blockKib, int depth, int writesPerFlush) {
    this.title = title;
    this.pattern = pattern;
    this.blockKib = blockKib;
    this.depth = depth;
    this.writesPerFlush = writesPerFlush;
  }

  String title() {
    return title;
  }

  /** Its name on a command line. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What fio calls this order of reads and writes. */
  String pattern() {
    return pattern;
  }

  int depth() {
    return depth;
  }

  int blockBytes() {
    return blockKib * BYTES_OF_A_KIB;
  }

  List<String> fioArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--rw=" + pattern);
    arguments.add("--bs=" + blockKib + "k");
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
