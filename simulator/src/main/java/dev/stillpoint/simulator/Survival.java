package dev.stillpoint.simulator;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides, sector by sector, which unsynced bytes a power cut leaves behind. Every subset is
 * possible; the styles only make the nasty ones likely: later writes without earlier ones, headers
 * without payloads, everything but one sector.
 */
final class Survival {
  private enum Style {
    NOTHING,
    EVERYTHING,
    FEW_SECTORS,
    HALF_OF_THE_SECTORS,
    MOST_SECTORS,
    SOME_WHOLE_WRITES,
    EARLY_WRITES,
    LATE_WRITES,
    HEADS,
    TAILS,
    ALL_BUT_ONE_SECTOR,
    ALL_BUT_ONE_WRITE
  }

  private static final int HEAD_SECTORS = 8;

  private final RandomGenerator random;
  private final Style style;
  private final long pivot;
  private final int pivotSector;
  private final long salt;

  Survival(RandomGenerator random, List<UnsyncedWrite> unsynced) {
    this.random = random;
    this.style = Style.values()[random.nextInt(Style.values().length)];
    this.salt = random.nextLong();
    if (unsynced.isEmpty()) {
      this.pivot = -1;
      this.pivotSector = -1;
    } else {
      UnsyncedWrite chosen = unsynced.get(random.nextInt(unsynced.size()));
      this.pivot = chosen.ordinal();
      this.pivotSector = random.nextInt(chosen.lengthBytes() / SimStorage.SECTOR_BYTES);
    }
  }

  @Override
  public String toString() {
    return style + " around write " + pivot;
  }

  /** Whether this sector of this write reached the medium before the lights went out. */
  boolean keeps(long ordinal, int sector) {
    return switch (style) {
      case NOTHING -> false;
      case EVERYTHING -> true;
      case FEW_SECTORS -> random.nextInt(10) == 0;
      case HALF_OF_THE_SECTORS -> random.nextBoolean();
      case MOST_SECTORS -> random.nextInt(20) != 0;
      case SOME_WHOLE_WRITES -> (Trace.mix(salt ^ ordinal) & 1) == 0;
      case EARLY_WRITES -> ordinal < pivot || (ordinal == pivot && sector < pivotSector);
      case LATE_WRITES -> ordinal > pivot || (ordinal == pivot && sector > pivotSector);
      case HEADS -> sector < HEAD_SECTORS;
      case TAILS -> sector >= HEAD_SECTORS;
      case ALL_BUT_ONE_SECTOR -> ordinal != pivot || sector != pivotSector;
      case ALL_BUT_ONE_WRITE -> ordinal != pivot;
    };
  }
}
