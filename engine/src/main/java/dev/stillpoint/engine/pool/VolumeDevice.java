package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.RecordCodec;
import dev.stillpoint.engine.log.Payload;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.state.LiveVolume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A read-write handle on a volume.
 *
 * <p>A write of whole blocks is checksummed, and before that sealed if the volume is, before the
 * lock is taken, then copied into the buffer and mapped under it. A write that begins or ends
 * within a block first reads that block without the lock, and starts over if someone else changed
 * it meanwhile.
 */
final class VolumeDevice extends Device {
  private static final long BLOCK_MASK = Layout.BLOCK_BYTES - 1;

  private final LiveVolume volume;
  private final ThreadLocal<Scratch> scratches;

  VolumeDevice(
      Core core,
      ThreadLocal<ReadPath> readPaths,
      ThreadLocal<Scratch> scratches,
      LiveVolume volume) {
    super(core, readPaths, new Cover(volume.family(), volume.key()));
    this.scratches = scratches;
    this.volume = volume;
  }

  /** What one thread needs to prepare a write. */
  static final class Scratch {
    private final Crc crc = new Crc();
    private int[] checks = new int[64];
    private Sealer sealer;

    Sealer sealer(Core core) {
      if (sealer == null) {
        sealer = new Sealer(core);
      }
      return sealer;
    }

    int[] checks(MemorySegment source, long firstBlock, int blocks) {
      if (checks.length < blocks) {
        checks = new int[blocks];
      }
      for (int i = 0; i < blocks; i++) {
        checks[i] = crc.ofBlock(firstBlock + i, source, (long) i << Layout.BLOCK_SHIFT);
      }
      return checks;
    }
  }

  @Override
  ExtentMap map() throws BlockFault.Fenced {
    if (volume.deleted()) {
      throw new BlockFault.Fenced(name() + " was deleted");
    }
    return volume.map();
  }

  @Override
  long sizeBlocks() {
    return volume.sizeBlocks();
  }

  @Override
  String name() {
    return "volume " + volume.id();
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    long length = source.byteSize();
    if (length == 0) {
      requireUsableNow(offset, 0);
      return;
    }
    long lsn =
        ((offset | length) & BLOCK_MASK) == 0
            ? writeBlocks(offset >>> Layout.BLOCK_SHIFT, source, null)
            : writeBytes(offset, source);
    answered(lsn, durability);
  }

  private void answered(long lsn, Durability durability) throws BlockFault {
    if (durability == Durability.DURABLE || !core.options.writeCache()) {
      core.flushTo(lsn);
    }
    core.help();
  }

  /** As a write of whole blocks that nobody waits for. */
  void append(long block, MemorySegment source) throws BlockFault {
    writeBlocks(block, source, null);
    core.help();
  }

  /** As a zeroing of whole blocks that nobody waits for. */
  void appendZeros(long block, long count, Zeroing zeroing) throws BlockFault {
    zeroNow(block << Layout.BLOCK_SHIFT, (block + count) << Layout.BLOCK_SHIFT, zeroing);
    core.help();
  }

  /** The blocks at the edges of a write as they were read: if they changed, the read is stale. */
  private record Edges(long first, long firstLocation, long last, long lastLocation) {}

  /**
   * Appends whole blocks.
   *
   * @param edges null when no block was read before
   * @return the LSN, or -1 when an edge changed
   */
  private long writeBlocks(long block, MemorySegment source, Edges edges) throws BlockFault {
    long blocks = source.byteSize() >>> Layout.BLOCK_SHIFT;
    if (blocks > core.log.appendBlocksMax(cover.sealed())) {
      throw new BlockFault.OutOfRange(
          source.byteSize() + " bytes in one write are more than the write buffer takes");
    }
    Payload payload = payload(source, block, (int) blocks);
    return core.append(
        blocks,
        cover.sealed(),
        Core.RESERVE_FOR_DATA,
        () -> {
          requireUsable(block << Layout.BLOCK_SHIFT, source.byteSize());
          if (edges != null && changed(edges)) {
            return -1;
          }
          prepare(block, (int) blocks);
          return appendBlocks(block, (int) blocks, payload);
        });
  }

  /** The blocks as they are to be stored; valid until this thread prepares other ones. */
  private Payload payload(MemorySegment source, long block, int blocks) throws BlockFault {
    if (!cover.sealed()) {
      return Payload.plain(source, scratches.get().checks(source, block, blocks));
    }
    requireUsableNow(block << Layout.BLOCK_SHIFT, source.byteSize());
    return scratches.get().sealer(core).seal(cover, source, block, blocks);
  }

  /** Makes sure that {@link #appendBlocks} misses no node. */
  private void prepare(long block, int blocks) throws NodeMissing {
    int most = core.log.writeBlocksMax(cover.sealed());
    for (int done = 0; done < blocks; done += most) {
      volume.map().prepare(block + done, Math.min(most, blocks - done));
    }
  }

  private long appendBlocks(long block, int blocks, Payload payload) {
    int most = core.log.writeBlocksMax(payload.sealed());
    for (int done = 0; done < blocks; ) {
      int count = Math.min(most, blocks - done);
      long location =
          core.log.appendWrite(volume.id(), volume.family(), block + done, count, payload, done);
      Since at = new Since(location, core.log.appendedLsn());
      core.state.written(volume, block + done, count, at);
      done += count;
    }
    return core.log.appendedLsn();
  }

  private boolean changed(Edges edges) throws NodeMissing {
    return volume.map().locate(edges.first) != edges.firstLocation
        || volume.map().locate(edges.last) != edges.lastLocation;
  }

  /** Writes at any alignment: whole blocks made of what is there and what is new. */
  private long writeBytes(long offset, MemorySegment source) throws BlockFault {
    long first = offset >>> Layout.BLOCK_SHIFT;
    long last = (offset + source.byteSize() - 1) >>> Layout.BLOCK_SHIFT;
    requireUsableNow(offset, source.byteSize());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole =
          arena.allocate((last - first + 1) << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
      while (true) {
        long firstLocation = readBlock(first, whole.asSlice(0, Layout.BLOCK_BYTES));
        long lastLocation =
            last == first
                ? firstLocation
                : readBlock(
                    last, whole.asSlice(whole.byteSize() - Layout.BLOCK_BYTES, Layout.BLOCK_BYTES));
        Edges edges = new Edges(first, firstLocation, last, lastLocation);
        MemorySegment.copy(source, 0, whole, offset & BLOCK_MASK, source.byteSize());
        long lsn = writeBlocks(first, whole, edges);
        if (lsn >= 0) {
          return lsn;
        }
      }
    }
  }

  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    if (length == 0) {
      requireUsableNow(offset, 0);
      return;
    }
    requireUsableNow(offset, length);
    long lsn;
    do {
      lsn = zeroNow(offset, offset + length, zeroing);
    } while (lsn < 0);
    answered(lsn, durability);
  }

  /** A block of which a part becomes zero; without a payload if it holds no data: then it stays. */
  private record Edge(long block, long location, Payload payload) {
    boolean holdsData() {
      return payload != null;
    }
  }

  /**
   * Zeroes whole blocks together with the bytes before and behind them, which stand in blocks of
   * their own: in one append, so that a full pool takes all of it or nothing, and in one batch, so
   * that a crash does.
   *
   * @return the LSN, or -1 when an edge changed
   */
  private long zeroNow(long offset, long end, Zeroing zeroing) throws BlockFault {
    long firstWhole = (offset + BLOCK_MASK) >>> Layout.BLOCK_SHIFT;
    long whole = Math.max(0, (end >>> Layout.BLOCK_SHIFT) - firstWhole);
    try (Arena arena = Arena.ofConfined()) {
      List<Edge> edges = edges(arena, offset, end);
      List<Edge> written = edges.stream().filter(Edge::holdsData).toList();
      if (whole == 0 && written.isEmpty()) {
        return core.ask(() -> {
          requireUsable(offset, end - offset);
          return stale(edges) ? -1 : core.log.appendedLsn();
        });
      }
      return core.append(
          written.size(),
          cover.sealed(),
          written.isEmpty() ? Core.RESERVE_FOR_RECORDS : Core.RESERVE_FOR_DATA,
          () -> {
            requireUsable(offset, end - offset);
            if (stale(edges)) {
              return -1;
            }
            for (Edge edge : written) {
              volume.map().prepare(edge.block, 1);
            }
            if (whole == 0) {
              appendTogether(written, 0);
              return core.log.appendedLsn();
            }
            volume.map().prepare(firstWhole, whole);
            appendTogether(written, RecordCodec.ZERO_BYTES);
            return appendZero(firstWhole, whole, zeroing);
          });
    }
  }

  /** Appends edges so that a record of so many bytes still finds room in their batch. */
  private void appendTogether(List<Edge> edges, int more) {
    if (!edges.isEmpty()) {
      int bytes = more + edges.size() * RecordCodec.writeBytes(1, cover.sealed());
      core.log.keepTogether(bytes, edges.size());
      edges.forEach(edge -> appendBlocks(edge.block, 1, edge.payload));
    }
  }

  private long appendZero(long block, long count, Zeroing zeroing) throws NodeMissing {
    LogRecord.Zero zero =
        new LogRecord.Zero(volume.id(), block, count, zeroing == Zeroing.ALLOCATED);
    long lsn = core.log.append(zero);
    core.state.apply(zero, lsn, 0);
    return lsn;
  }

  private List<Edge> edges(Arena arena, long offset, long end) throws BlockFault {
    long first = offset >>> Layout.BLOCK_SHIFT;
    long last = (end - 1) >>> Layout.BLOCK_SHIFT;
    boolean endsWithin = (end & BLOCK_MASK) != 0;
    List<Edge> edges = new ArrayList<>(2);
    if ((offset & BLOCK_MASK) != 0 || (first == last && endsWithin)) {
      long to = Math.min(Layout.BLOCK_BYTES, end - (first << Layout.BLOCK_SHIFT));
      edges.add(edge(arena, first, offset & BLOCK_MASK, to));
    }
    if (first != last && endsWithin) {
      edges.add(edge(arena, last, 0, end & BLOCK_MASK));
    }
    return edges;
  }

  private Edge edge(Arena arena, long block, long from, long to) throws BlockFault {
    long before =
        core.ask(() -> {
          requireUsable(block << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
          return volume.map().locate(block);
        });
    if (holdsNoData(before)) {
      return new Edge(block, before, null);
    }
    MemorySegment bytes = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
    long location = readBlock(block, bytes);
    if (holdsNoData(location)) {
      // Somebody zeroed it since it was looked at.
      return new Edge(block, location, null);
    }
    bytes.asSlice(from, to - from).fill((byte) 0);
    Payload payload = payload(bytes, block, 1);
    return new Edge(
        block, location, new Payload(payload.bytes(), payload.checks().clone(), payload.seals()));
  }

  private static boolean holdsNoData(long location) {
    return location == ExtentMap.HOLE || location == ExtentMap.ZERO;
  }

  private boolean stale(List<Edge> edges) throws NodeMissing {
    for (Edge edge : edges) {
      if (volume.map().locate(edge.block) != edge.location) {
        return true;
      }
    }
    return false;
  }
}
