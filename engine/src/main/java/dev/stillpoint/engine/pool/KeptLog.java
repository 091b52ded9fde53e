package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the log between two records once more, from segments that the window holds. */
final class KeptLog {
  /** What a batch takes that is shown whole. */
  static final int WHOLE = 2 * (BatchHeader.PAYLOAD_BLOCKS_MAX + BatchHeader.FRAME_BLOCKS);

  /** Is shown batches in the order of the log. */
  @FunctionalInterface
  interface Visitor {
    /** One batch; answers whether to go on. */
    boolean batch(SegmentScan scan, BatchHeader header) throws BlockFault, IOException;
  }

  /**
   * A segment.
   *
   * @param goesOnWith the record that the next one begins with
   */
  private record Place(int slot, long segment, long goesOnWith) {}

  private final Core core;
  private final int windowBlocks;
  private final Visitor visitor;
  private final long first;
  private final long last;
  private long next;
  private int chain;
  private boolean more = true;

  /**
   * A reading.
   *
   * @param first the first record that is asked for
   * @param last the last one, which was appended
   * @param windowBlocks {@link #WHOLE}, or 1 if only headers are looked at
   */
  KeptLog(Core core, long first, long last, int windowBlocks, Visitor visitor) {
    this.core = core;
    this.first = first;
    this.last = last;
    this.windowBlocks = windowBlocks;
    this.visitor = visitor;
  }

  /** Shows every batch that holds one of the records. */
  void read() throws BlockFault {
    // What is read stands in the files, not in the write buffer.
    core.writeOut();
    for (Place place : places()) {
      if (more && next <= last) {
        pin(place);
        try {
          read(place);
        } catch (IOException e) {
          throw new BlockFault.Io("cannot read the log: " + e.getMessage(), e);
        } finally {
          core.segments.unpin(place.slot());
        }
      }
    }
    if (more && next <= last) {
      throw core.corrupt("the log breaks off before record " + next + ", which was appended");
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    core.lock.lock();
    try {
      List<Integer> slots = core.segments.slotsFrom(first);
      for (int i = 0; i < slots.size(); i++) {
        boolean ends = i + 1 == slots.size();
        places.add(
            new Place(
                slots.get(i),
                core.segments.sequence(slots.get(i)),
                ends ? Long.MAX_VALUE : core.segments.firstLsn(slots.get(i + 1))));
      }
    } finally {
      core.lock.unlock();
    }
    return places;
  }

  /** Between two segments the window may shrink. */
  private void pin(Place place) throws BlockFault.NotFound {
    core.lock.lock();
    try {
      if (!core.segments.kept(place.slot())
          || core.segments.sequence(place.slot()) != place.segment()) {
        throw new BlockFault.NotFound("that part of the past is not kept any more");
      }
      core.segments.pin(place.slot());
    } finally {
      core.lock.unlock();
    }
  }

  private void read(Place place) throws BlockFault, IOException {
    BlockFault[] fault = new BlockFault[1];
    core.files.with(
        place.slot(),
        file -> {
          try {
            read(file, place);
          } catch (BlockFault e) {
            fault[0] = e;
          }
          return null;
        });
    if (fault[0] != null) {
      throw fault[0];
    }
  }

  private void read(StorageFile file, Place place) throws BlockFault, IOException {
    try (SegmentScan scan = new SegmentScan(file, core.geometry, windowBlocks)) {
      int block = 0;
      while (more && next <= last) {
        Optional<BatchHeader> header = find(scan, place, block);
        if (header.isEmpty()) {
          return;
        }
        next = header.get().lastLsn() + 1;
        chain = header.get().headerCrc();
        block = header.get().block() + header.get().blocks();
        if (next > first) {
          more = visitor.batch(scan, header.get());
        }
      }
    }
  }

  /**
   * The batch that goes on at a block. Behind the last one of a segment there may stand what a
   * crash cut off; it continues nothing. In front of the place where a checkpoint says that the log
   * goes on, a batch without any record may be lost: nobody waited for it.
   */
  private Optional<BatchHeader> find(SegmentScan scan, Place place, int block) throws IOException {
    PoolIdentity pool = core.files.pool();
    Optional<BatchHeader> header = scan.header(pool, place.segment(), block);
    boolean begins = block == 0 && (next == 0 || beginsWithNext(header));
    if (header.isPresent() && (begins || continues(header.get()))) {
      return header;
    }
    if (place.goesOnWith() == next) {
      return Optional.empty();
    }
    int end = core.geometry.logBlocks();
    header = scan.next(pool, place.segment(), block, end);
    while (header.isPresent() && !beginsWithNext(header)) {
      int behind = header.get().block() + header.get().blocks();
      header = scan.next(pool, place.segment(), behind, end);
    }
    if (header.isEmpty()) {
      scan.requireReadable();
    }
    return header;
  }

  private boolean beginsWithNext(Optional<BatchHeader> header) {
    return header.filter(h -> h.firstLsn() == next).isPresent();
  }

  private boolean continues(BatchHeader header) {
    return header.firstLsn() == next && header.previousCrc() == chain;
  }
}
