package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.load.LoadShape;
import dev.stillpoint.bench.load.LoadShape.Direction;
import java.util.Locale;

/** The two loads under which groups are made. */
enum Load {
  /** Writes at even distances, whatever happens to earlier ones. */
  PACED,
  /** As many writes as are answered. */
  SATURATED;

  static final int BLOCK_BYTES = 4096;

  private static final long SEED = 7;

  /** Under way on a disk before a paced write has to wait for another. */
  private static final int PACED_DEPTH = 64;

  LoadShape shape(GroupsBenchOptions options) {
    return switch (this) {
      case PACED ->
          new LoadShape(
              Direction.WRITE,
              BLOCK_BYTES,
              options.workingSetBytes(),
              PACED_DEPTH,
              options.perSecond(),
              SEED);
      case SATURATED ->
          new LoadShape(
              Direction.WRITE, BLOCK_BYTES, options.workingSetBytes(), options.depth(), 0, SEED);
    };
  }

  /** As a reader sees it. */
  String title(GroupsBenchOptions options) {
    return switch (this) {
      case PACED -> String.format(Locale.ROOT, "at %,d writes/s", options.perSecond());
      case SATURATED -> "saturated";
    };
  }

  /** As a program sees it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
