package dev.stillpoint.engine.format;

import java.util.List;

/**
 * One entry of the log. Blocks are 4096 bytes and counted from the start of the volume; sizes are
 * in blocks. Applying the records in the order of their LSNs to an empty pool gives the pool.
 */
public sealed interface LogRecord {
  /** In place of a data key's name: blocks are stored as they are. */
  long PLAIN = 0;

  /** Whether it brings blocks that are sealed. */
  default boolean sealed() {
    return false;
  }

  /**
   * Data for {@code count} blocks, which stand in the payload of the same batch; each with a seal
   * in the record, if they are sealed.
   */
  record Write(long volume, long block, int count, boolean sealed) implements LogRecord {}

  /** The range reads as zeros; {@code allocated} keeps it reported as allocated. */
  record Zero(long volume, long block, long count, boolean allocated) implements LogRecord {}

  /**
   * An empty volume.
   *
   * @param key name of the data key that its blocks are sealed under; {@link #PLAIN} for none
   */
  record CreateVolume(long volume, long sizeBlocks, long key) implements LogRecord {}

  /** A volume that begins as an image. */
  record CloneVolume(long volume, long image, long sizeBlocks) implements LogRecord {}

  /** A volume grew. */
  record ResizeVolume(long volume, long sizeBlocks) implements LogRecord {}

  /** A volume is gone; its images stay. */
  record DeleteVolume(long volume) implements LogRecord {}

  /** All members frozen at this record's place in the order. */
  record Freeze(long group, long timeMillis, List<FreezeMember> members) implements LogRecord {
    public Freeze {
      members = List.copyOf(members);
    }
  }

  /** One member of a freeze. */
  record FreezeMember(long volume, long image) {}

  /** All members set back at this record's place, each present kept as an image of the group. */
  record RollBack(long undoGroup, long timeMillis, List<RollBackMember> members)
      implements LogRecord {
    public RollBack {
      members = List.copyOf(members);
    }
  }

  /** One member of a rollback. */
  record RollBackMember(long volume, long image, long undo) {}

  /** Images are gone. */
  record DeleteImages(List<Long> images) implements LogRecord {
    public DeleteImages {
      images = List.copyOf(images);
    }
  }

  /**
   * The cleaner copied {@code count} blocks from {@code oldLocation} into the payload of the same
   * batch; every map of the family (of any, if it is 0: the stamp was lost) that reached the old
   * place reaches the new one. Changes no volume's bytes: sealed blocks stay as they are, each
   * under the nonce that it has.
   *
   * <p>Blocks that were found damaged move as they are, with {@link #LOST} in their numbers: the
   * checksum is that of what stands there under a number that no reader asks for, so the batch is
   * whole and every reader is refused.
   *
   * @param oldLocation where the first stood until now
   * @param identity where the first was born; the others follow one by one
   */
  record Move(long family, long block, int count, long oldLocation, long identity, boolean sealed)
      implements LogRecord {
    /** Set in the number of a block whose bytes are lost: the sign, which no other number has. */
    public static final long LOST = Long.MIN_VALUE;

    /** Whether what it moves is lost. */
    public boolean lost() {
      return lost(block);
    }

    /** Whether a block's number says that its bytes are lost. */
    public static boolean lost(long block) {
      return block < 0;
    }
  }
}
