package dev.stillpoint.engine.state;

import dev.stillpoint.engine.format.LogRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * How what the pool keeps for itself is told from what it was asked for: by names below zero, which
 * no caller can choose. An anchor is a group of such images, made by a freeze like any other: from
 * it and the log behind it the past is built. A scratch volume is where that is done.
 */
public final class Anchors {
  /** The most images of one anchor: so many fit into one record, and into its names. */
  public static final int IMAGES_MAX = 240;

  /** Just below all names that callers choose, and above all that are hidden but this one. */
  public static final long BELOW_ALL_OTHERS = -1;

  private static final int IMAGE_SHIFT = 8;
  private static final int KIND_SHIFT = 2;

  /** What an anchor is for. */
  public enum Kind {
    /** Volumes that just began, or began anew, as an image: what the log alone does not tell. */
    BRIDGE(0),
    /** Some of all volumes; others follow. */
    PART(1),
    /** The last of all volumes: the past can be built from here on. */
    LAST(2);

    /** Stands in names, so it never changes. */
    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private Anchors() {}

  /** Whether a volume, an image or a group is none that a caller named. */
  public static boolean hidden(long name) {
    return name < 0;
  }

  /**
   * The record that makes an anchor.
   *
   * @param lsn that the record will have
   * @param volumes one at least, {@link #IMAGES_MAX} at most
   */
  public static LogRecord.Freeze record(Kind kind, long lsn, long timeMillis, List<Long> volumes) {
    List<LogRecord.FreezeMember> members = new ArrayList<>(volumes.size());
    for (long volume : volumes) {
      members.add(new LogRecord.FreezeMember(volume, -((lsn << IMAGE_SHIFT) | members.size())));
    }
    return new LogRecord.Freeze(name(kind, lsn), timeMillis, members);
  }

  /** Name of the anchor that a record made. */
  public static long name(Kind kind, long lsn) {
    return -((lsn << KIND_SHIFT) | kind.code);
  }

  /** What an anchor is for. */
  public static Kind kind(FrozenGroup anchor) {
    long code = -anchor.id() & ((1 << KIND_SHIFT) - 1);
    for (Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("group " + anchor.id() + " is no anchor");
  }

  /** The scratch volume on which the past of a volume is built. */
  public static long scratch(long volume) {
    return ~volume;
  }

  /** The volume that the images of a volume are said to be of: not the scratch one. */
  static long source(long volume) {
    return hidden(volume) ? ~volume : volume;
  }
}
