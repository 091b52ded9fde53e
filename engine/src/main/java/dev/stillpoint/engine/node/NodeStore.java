package dev.stillpoint.engine.node;

import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.OpenFiles;
import dev.stillpoint.engine.io.Storage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The nodes of a pool on disk. Pages stand in chunk files {@code nodes-NNNNNN-a}, each with its
 * second copy {@code -b}: what one copy cannot give, or gives wrongly, is taken from the other and
 * mended. Safe for several threads.
 */
public final class NodeStore implements AutoCloseable {
  private static final String PREFIX = "nodes-";

  /** A pool that was made smaller may have more than it may make. */
  private static final int CHUNKS_MIN = 8192;

  private static final char[] COPIES = {'a', 'b'};

  private final Storage storage;
  private final PageCodec codec;
  private final int chunkPages;
  private final PageTable pages;
  private final OpenFiles files;

  /** Guarded by {@code writing}, once it is open. */
  private int chunks;

  /** Who writes pages, or mends one. */
  private final Object writing = new Object();

  private final AtomicLong mended = new AtomicLong();
  private volatile boolean growable = true;
  private volatile boolean mends = true;

  /** What a checkpoint must remember of the pages. */
  public static final class Capture {
    private final byte[] usage;
    private final BitSet free;

    Capture(byte[] usage, BitSet free) {
      this.usage = usage;
      this.free = free;
    }

    /** Living nodes by page; the writer of the checkpoint adds its own. */
    byte[] usage() {
      return usage;
    }

    /** Pages that may be written again once the checkpoint is durable. */
    BitSet free() {
      return free;
    }
  }

  /**
   * A store without pages.
   *
   * @param chunkPages pages of one file
   * @param chunksMax the most files, not counting their copies
   * @param openMax files that are kept open
   */
  public NodeStore(
      Storage storage, long poolHigh, long poolLow, int chunkPages, int chunksMax, int openMax) {
    this.storage = storage;
    this.codec = new PageCodec(poolHigh, poolLow);
    this.chunkPages = chunkPages;
    this.pages = new PageTable(Math.multiplyExact(chunkPages, chunksMax));
    this.files =
        new OpenFiles(
            storage, NodeStore::name, COPIES.length * Math.max(chunksMax, CHUNKS_MIN), openMax);
  }

  /** Thrown when no file could be made for pages: with more room it might go well. */
  public static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoom(IOException cause) {
      super("no room for pages of the maps: " + cause.getMessage(), cause);
    }
  }

  static String name(int chunk, int copy) {
    return String.format(Locale.ROOT, PREFIX + "%06d-%c", chunk, COPIES[copy]);
  }

  /** Opens the files of a pool whose checkpoint holds this usage. */
  public void restore(byte[] usage) throws IOException {
    int wanted = (usage.length - 1) / chunkPages;
    for (int chunk = 0; chunk < wanted; chunk++) {
      pages.grow(chunkPages);
    }
    chunks = wanted;
    pages.restore(usage);
  }

  /**
   * Makes one more file, and its copy.
   *
   * @return false when there are as many as there may be
   */
  public boolean grow() throws IOException {
    synchronized (writing) {
      if (!pages.canGrow(chunkPages)) {
        return false;
      }
      long bytes = (long) chunkPages << Layout.BLOCK_SHIFT;
      int chunk = chunks;
      for (int copy = 0; copy < COPIES.length; copy++) {
        make(chunk, copy, bytes);
      }
      chunks++;
      pages.grow(chunkPages);
      return true;
    }
  }

  /** From now on nothing is written: what is damaged stays as it is. */
  public void onlyRead() {
    mends = false;
  }

  /** Makes one file; a first copy whose second one finds no room gives its own back. */
  private void make(int chunk, int copy, long bytes) throws IOException {
    try {
      files.made(file(chunk, copy), storage.create(name(chunk, copy), bytes));
    } catch (IOException e) {
      for (int made = 0; made < copy; made++) {
        files.retire(file(chunk, made));
        storage.delete(name(chunk, made));
      }
      throw new NoRoom(e);
    }
  }

  private static int file(int chunk, int copy) {
    return COPIES.length * chunk + copy;
  }

  private static String name(int file) {
    return name(file / COPIES.length, file % COPIES.length);
  }

  /** Says whether the storage takes further files. */
  public void growable(boolean can) {
    growable = can;
  }

  /** Pages that can be written now. */
  public int usablePages() {
    return pages.usable();
  }

  /** Pages that can be written now, and those for which a file can be made. */
  public int availablePages() {
    return pages.available(growable);
  }

  /** Pages with living nodes. */
  public int usedPages() {
    return pages.inUse();
  }

  /** Pages of all files. */
  public int pages() {
    return pages.pages();
  }

  /** Pages that had to be taken from the other copy. */
  public long mendedPages() {
    return mended.get();
  }

  /** Living nodes by page, from 1. */
  public byte[] usage() {
    return pages.usage();
  }

  /** A node died. */
  public void free(long address) {
    pages.nodeDied(NodeAddress.page(address));
  }

  /** Begins a checkpoint. */
  public Capture capture() {
    return pages.capture();
  }

  /** Ends a checkpoint: what was free at its capture may be written again if it is durable. */
  public void settle(Capture capture, boolean durable) {
    pages.settle(capture.free(), durable);
  }

  /** Writes the nodes of a checkpoint. */
  public NodeWriter writer(Capture capture, long checkpoint) {
    return new NodeWriter(this, codec, capture, checkpoint);
  }

  /**
   * Reads a node.
   *
   * @throws DamagedNodeException when neither copy has a node of that birth there
   */
  public byte[] load(long address, long birth) throws IOException {
    long page = NodeAddress.page(address);
    IOException failure = null;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      for (int copy = 0; copy < COPIES.length; copy++) {
        try {
          if (read(page, copy, memory)) {
            byte[] bytes = PageCodec.node(memory, NodeAddress.index(address), birth);
            if (bytes != null) {
              if (copy > 0 && mends) {
                look(page);
              }
              return bytes;
            }
          }
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    throw new DamagedNodeException(
        "neither copy of page " + page + " holds the node of birth " + birth, failure);
  }

  private boolean read(long page, int copy, MemorySegment memory) throws IOException {
    try (OpenFiles.Lease lease = files.use(file(chunk(page), copy))) {
      lease.file().read(position(page), memory);
    }
    return codec.intact(memory, page);
  }

  private int chunk(long page) {
    return (int) ((page - 1) / chunkPages);
  }

  private long position(long page) {
    return (page - 1) % chunkPages << Layout.BLOCK_SHIFT;
  }

  /** What a look at both copies of a page found. */
  public enum Look {
    /** Nothing stands there that anybody needs. */
    NOTHING,
    ALIKE,
    /** One was damaged or older, and was written anew. */
    MENDED,
    /** One is, and could not be. */
    SINGLE,
    /** Both are damaged. */
    LOST
  }

  /**
   * Compares both copies of a page and writes the better one over the worse one: an intact one over
   * a damaged one, a newer one over an older one. Not while a checkpoint writes pages, which hold
   * what stood there before until then.
   */
  public Look look(long page) {
    synchronized (writing) {
      if (!pages.stands(page)) {
        return Look.NOTHING;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment[] memory = new MemorySegment[COPIES.length];
        long[] checkpoint = new long[COPIES.length];
        for (int copy = 0; copy < COPIES.length; copy++) {
          memory[copy] = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
          checkpoint[copy] = writtenBy(page, copy, memory[copy]);
        }
        if (checkpoint[0] < 0 && checkpoint[1] < 0) {
          return Look.LOST;
        }
        if (checkpoint[0] == checkpoint[1]) {
          return Look.ALIKE;
        }
        int good = checkpoint[0] > checkpoint[1] ? 0 : 1;
        return rewrite(page, 1 - good, memory[good]) ? Look.MENDED : Look.SINGLE;
      }
    }
  }

  private boolean rewrite(long page, int copy, MemorySegment good) {
    try (OpenFiles.Lease lease = files.use(file(chunk(page), copy))) {
      lease.file().write(position(page), good);
      lease.file().sync();
      mended.incrementAndGet();
      return true;
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "page " + page + " of the maps stays in one copy", e);
      return false;
    }
  }

  /** Number of the checkpoint that wrote what stands there; -1 for what is damaged. */
  private long writtenBy(long page, int copy, MemorySegment memory) {
    try {
      return read(page, copy, memory) ? PageCodec.checkpoint(memory) : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  /** Whether the copies of a page are both intact and alike; for a check of the whole pool. */
  public boolean bothIntact(long page) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      MemorySegment second = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      return read(page, 0, first) && read(page, 1, second) && first.mismatch(second) < 0;
    }
  }

  int take(int nodes) {
    return pages.take(nodes);
  }

  void filled(int page, int nodes) {
    pages.filled(page, nodes);
  }

  void undo(int page) {
    pages.undo(page);
  }

  /** Writes adjacent pages of one chunk, in both copies. */
  void write(int page, MemorySegment bytes) throws IOException {
    synchronized (writing) {
      for (int copy = 0; copy < COPIES.length; copy++) {
        try (OpenFiles.Lease lease = files.use(file(chunk(page), copy))) {
          lease.dirty(true);
          lease.file().write(position(page), bytes);
        }
      }
    }
  }

  boolean sameChunk(int page, int other) {
    return chunk(page) == chunk(other);
  }

  void sync(int page) throws IOException {
    for (int copy = 0; copy < COPIES.length; copy++) {
      try (OpenFiles.Lease lease = files.use(file(chunk(page), copy))) {
        lease.file().sync();
        lease.dirty(false);
      }
    }
  }

  int chunkOf(int page) {
    return chunk(page);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
