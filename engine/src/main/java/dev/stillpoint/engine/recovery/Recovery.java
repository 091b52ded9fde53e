package dev.stillpoint.engine.recovery;

import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.log.LeftBatches;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.log.SegmentScan;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.PoolState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One recovery. Confined to the thread that opens the pool. */
public final class Recovery {
  /**
   * What recovery found.
   *
   * @param end where the log goes on
   * @param table block table of the active segment
   * @param nextSegment a segment number that was never given
   * @param checkpoint the one replay began at
   * @param replayedBlocks how much log was replayed
   * @param replayed block tables of the slots whose batches were replayed and may not be durable
   * @param cases rows of the table that were met
   */
  public record Result(
      PoolState state,
      LogPosition end,
      BlockTable table,
      long nextSegment,
      Checkpoint checkpoint,
      long replayedBlocks,
      Map<Integer, BlockTable> replayed,
      Set<ReplayCase> cases) {}

  private final SegmentFiles files;
  private final Segments segments;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final LeftBatches left;
  private final PayloadCheck payloadCheck;
  private ReplayedState state;

  /** By slot: what its file begins with, and perhaps what it began with before that. */
  private final Map<Integer, List<BatchHeader>> firstHeaders = new TreeMap<>();

  private final Map<Integer, BlockTable> closedTables = new TreeMap<>();
  private final Set<ReplayCase> cases = EnumSet.noneOf(ReplayCase.class);
  private long highestSegment;
  private int slot;
  private long segment;
  private int block;
  private int chain;
  private long nextLsn;
  private BlockTable table;
  private long replayedBlocks;
  private final Evidence evidence;

  private Recovery(
      SegmentFiles files,
      Segments segments,
      PoolIdentity pool,
      LeftBatches left,
      PayloadCheck payloadCheck) {
    this.files = files;
    this.segments = segments;
    this.geometry = segments.geometry();
    this.pool = pool;
    this.left = left;
    this.payloadCheck = payloadCheck;
    this.evidence = new Evidence(files, pool, left);
  }

  /**
   * Brings {@code segments} and a new state to where the log ends.
   *
   * @param newest where replay begins
   * @param left batches of the process before that may not have reached their segments; those that
   *     continue the log are written there first, and then read like all others
   * @throws PoolFormatException when something durable is missing
   */
  public static Result run(
      CheckpointFiles.Found newest,
      SegmentFiles files,
      Segments segments,
      PoolIdentity pool,
      Nodes nodes,
      LeftBatches left,
      PayloadCheck payloadCheck)
      throws IOException {
    Recovery recovery = new Recovery(files, segments, pool, left, payloadCheck);
    for (int slot : files.whole()) {
      segments.prepared(slot);
    }
    Checkpoint checkpoint = newest.checkpoint();
    recovery.place(checkpoint);
    nodes.store().restore(newest.usage());
    recovery.state = new ReplayedState(checkpoint, segments, nodes);
    recovery.replay(checkpoint.position());
    recovery.state.end();
    recovery.evidence.requireNewest(checkpoint.number());
    return new Result(
        recovery.state.state(),
        recovery.position(),
        recovery.table,
        recovery.nextSegment(checkpoint),
        checkpoint,
        recovery.replayedBlocks,
        recovery.replayed(),
        recovery.cases);
  }

  /**
   * A number that no segment was ever given: beyond all that are known, and beyond those of
   * segments whose first header a crash tore. Such a segment stands in a file that counts as free.
   */
  private long nextSegment(Checkpoint checkpoint) {
    return Math.max(checkpoint.nextSegment(), highestSegment + 1)
        + segments.count(Segments.State.FREE);
  }

  private void place(Checkpoint checkpoint) throws IOException {
    readFirstHeaders();
    evidence.requireNewest(checkpoint.number());
    for (Checkpoint.Slot each : checkpoint.slots()) {
      requireFile(each.slot());
      boolean active = each.slot() == checkpoint.position().slot();
      segments.restore(
          each.slot(), each.segment(), active ? Segments.State.ACTIVE : Segments.State.CLOSED);
    }
    for (int each = 0; each < geometry.slots(); each++) {
      segments.began(each, firstLsn(each));
      switch (segments.state(each)) {
        case CLOSED -> requireSegment(each, firstHeaders.remove(each));
        case ACTIVE -> firstHeaders.remove(each);
        case FREE, ABSENT -> {}
      }
    }
  }

  /** The record that the segment in a slot begins with, if its first header or a copy is there. */
  private long firstLsn(int each) {
    return firstHeaders.getOrDefault(each, List.of()).stream()
        .filter(header -> header.segment() == segments.sequence(each))
        .mapToLong(BatchHeader::firstLsn)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private void readFirstHeaders() throws IOException {
    Map<Long, Integer> slotOf = new HashMap<>();
    for (int each = 0; each < geometry.slots(); each++) {
      if (segments.state(each) != Segments.State.ABSENT) {
        Optional<BatchHeader> header = files.firstHeader(each);
        if (header.isPresent()) {
          heard(each, header.get());
          Integer other = slotOf.put(header.get().segment(), each);
          if (other != null) {
            hearCopy(each, header.get().segment());
            hearCopy(other, header.get().segment());
          }
        }
      }
    }
  }

  private void heard(int each, BatchHeader header) throws PoolFormatException {
    requireEarlierLife(header);
    evidence.heard(header);
    highestSegment = Math.max(highestSegment, header.segment());
    firstHeaders.computeIfAbsent(each, _ -> new ArrayList<>()).add(header);
  }

  /**
   * A segment number is given once, so of two files that begin with it one may have been
   * overwritten by what belongs to the other: there a copy says what it is.
   */
  private void hearCopy(int each, long twice) throws IOException {
    Optional<BatchHeader> copy = files.firstHeaderBut(each, twice);
    if (copy.isPresent()) {
      heard(each, copy.get());
    }
  }

  private void requireFile(int wanted) throws IOException {
    if (wanted >= geometry.slots() || segments.state(wanted) != Segments.State.FREE) {
      throw Refusal.fileMissing(wanted);
    }
  }

  /**
   * A life before this one wrote it, or the superblock was set back: then this life's epoch may not
   * be its own, and neither may the nonces that count on it.
   */
  private void requireEarlierLife(BatchHeader header) throws PoolFormatException {
    if (header.epoch() >= pool.epoch()) {
      throw Refusal.superblockOlder(header.epoch(), pool.epoch() - 1);
    }
  }

  /** Another segment there means lost data; a damaged header only damages what stands there. */
  private void requireSegment(int each, List<BatchHeader> headers) throws IOException {
    if (headers == null) {
      System.getLogger("stillpoint.engine")
          .log(
              System.Logger.Level.WARNING,
              "the first header of segment file %d is damaged; its blocks are checked one by one"
                  .formatted(each));
      return;
    }
    long expected = segments.sequence(each);
    long found = headers.getFirst().segment();
    if (found != expected
        && files.firstHeaderBut(each, found).filter(h -> h.segment() == expected).isEmpty()) {
      throw Refusal.otherSegment(each, expected, found);
    }
  }

  private void replay(LogPosition from) throws IOException {
    slot = from.slot();
    segment = from.segment();
    chain = from.chain();
    nextLsn = from.nextLsn();
    table = new BlockTable(geometry, segment);
    if (from.block() == 0) {
      segments.began(slot, nextLsn);
    }
    int known = from.block();
    boolean more = files.with(slot, file -> replayFile(file, known));
    while (more) {
      more = files.with(slot, file -> replayFile(file, 0));
    }
  }

  private boolean replayFile(StorageFile file, int known) throws IOException {
    try (SegmentScan scan = new SegmentScan(file, geometry)) {
      block = known == 0 ? 0 : skipKnown(scan, known);
      boolean more = replaySegment(scan);
      if (!more) {
        refuseIfDurablePartIsMissing(scan);
      }
      return more;
    }
  }

  /**
   * Fills the block table from the batches before the checkpoint. Where a header and its copy are
   * both damaged, nothing is known of the batch, and who reads a block of it hears of it.
   */
  private int skipKnown(SegmentScan scan, int known) throws IOException {
    block = 0;
    Optional<BatchHeader> header = scan.next(pool, segment, block, known);
    while (header.isPresent() && header.get().block() < known) {
      block = header.get().block();
      fillTable(scan, header.get(), false);
      block += header.get().blocks();
      header = scan.next(pool, segment, block, known);
    }
    return known;
  }

  /** Replays one segment; true when the log goes on in another, which is active then. */
  private boolean replaySegment(SegmentScan scan) throws IOException {
    while (true) {
      ReplayCase met = classify(scan);
      if (met != ReplayCase.A_CONTINUES && takeUp(scan)) {
        met = classify(scan);
      }
      cases.add(met);
      switch (met.decision()) {
        case APPLY -> {
          BatchHeader header = scan.header(pool, segment, block).orElseThrow();
          requireEarlierLife(header);
          evidence.heard(header);
          fillTable(scan, header, true);
          chain = header.headerCrc();
          nextLsn = header.lastLsn() + 1;
          block += header.blocks();
          replayedBlocks += header.blocks();
        }
        case NEXT_SEGMENT -> {
          return enterNextSegment();
        }
        case END -> {
          return false;
        }
        case REFUSE -> throw new AssertionError(met);
      }
    }
  }

  private ReplayCase classify(SegmentScan scan) throws IOException {
    Optional<BatchHeader> header = scan.header(pool, segment, block);
    if (header.isEmpty()) {
      return ReplayCase.B_NO_HEADER;
    }
    if (header.get().previousCrc() != chain || header.get().firstLsn() != nextLsn) {
      return ReplayCase.C_BROKEN_CHAIN;
    }
    if (payloadCheck.intact(scan, header.get())) {
      return ReplayCase.A_CONTINUES;
    }
    return header.get().lastLsn() <= provedDurable(scan)
        ? ReplayCase.I_DAMAGED_PAYLOAD
        : ReplayCase.D_TORN_PAYLOAD;
  }

  private long provedDurable(SegmentScan scan) throws IOException {
    return evidence.provedLsn(scan, segment, block, firstHeaders);
  }

  private LogPosition position() {
    return new LogPosition(slot, segment, block, chain, nextLsn);
  }

  /** Puts the batch that continues here, if the buffer holds it, to where it belongs. */
  private boolean takeUp(SegmentScan scan) throws IOException {
    Optional<LeftBatches.Left> next = left.at(position());
    if (next.isEmpty() || block + next.get().blocks() > geometry.logBlocks()) {
      return false;
    }
    cases.add(ReplayCase.H_IN_THE_BUFFER);
    write(next.get());
    scan.forget();
    return true;
  }

  private void write(LeftBatches.Left batch) throws IOException {
    files.write(batch.slot(), (long) batch.header().block() << Layout.BLOCK_SHIFT, batch.bytes());
  }

  private void takeUpNextSegment() throws IOException {
    Optional<LeftBatches.Left> next = left.inNextSegment(position());
    if (next.isPresent()
        && next.get().slot() < geometry.slots()
        && segments.state(next.get().slot()) == Segments.State.FREE) {
      cases.add(ReplayCase.H_IN_THE_BUFFER);
      write(next.get());
      heard(next.get().slot(), next.get().header());
    }
  }

  private boolean enterNextSegment() throws IOException {
    takeUpNextSegment();
    for (Map.Entry<Integer, List<BatchHeader>> entry : firstHeaders.entrySet()) {
      Optional<BatchHeader> next = entry.getValue().stream().filter(this::continues).findAny();
      if (next.isPresent()) {
        cases.add(ReplayCase.E_SEGMENT_CONTINUES);
        segments.close(slot);
        closedTables.put(slot, table);
        slot = entry.getKey();
        segment = next.get().segment();
        segments.activate(slot, segment);
        segments.began(slot, next.get().firstLsn());
        firstHeaders.remove(slot);
        table = new BlockTable(geometry, segment);
        return true;
      }
    }
    cases.add(ReplayCase.F_END_OF_LOG);
    return false;
  }

  private boolean continues(BatchHeader header) {
    return header.previousCrc() == chain
        && header.firstLsn() == nextLsn
        && header.segment() > segment;
  }

  private void fillTable(SegmentScan scan, BatchHeader header, boolean apply) throws IOException {
    int[] next = {block + 1};
    long[] lsn = {header.firstLsn()};
    IOException[] failure = {null};
    scan.records(
        header,
        (record, blocks, checks) -> {
          long location = geometry.location(segment, next[0]);
          for (int i = 0; i < blocks; i++) {
            int at = next[0]++;
            int back = record.sealed() ? at - header.block() : 0;
            table.set(at, family(record), first(record) + i, checks[i], back);
          }
          if (record instanceof LogRecord.Move move) {
            table.setIdentities(next[0] - blocks, blocks, move.identity());
          }
          if (apply && failure[0] == null) {
            try {
              state.apply(record, lsn[0], location);
            } catch (IOException e) {
              failure[0] = e;
            }
          }
          lsn[0]++;
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private long family(LogRecord record) {
    return switch (record) {
      case LogRecord.Write w -> state.state().familyOf(w.volume());
      case LogRecord.Move m -> m.family();
      default -> 0;
    };
  }

  private static long first(LogRecord record) {
    return switch (record) {
      case LogRecord.Write w -> w.block();
      case LogRecord.Move m -> m.block();
      default -> 0;
    };
  }

  /**
   * If something behind the end knows of more than was found, the end is no torn tail but damage,
   * and opening would lose what was promised.
   */
  private void refuseIfDurablePartIsMissing(SegmentScan scan) throws IOException {
    long durable = provedDurable(scan);
    if (durable >= nextLsn) {
      cases.add(ReplayCase.G_DURABLE_PART_MISSING);
      throw Refusal.durablePartMissing(position(), durable);
    }
  }

  private Map<Integer, BlockTable> replayed() {
    closedTables.put(slot, table);
    return closedTables;
  }
}
