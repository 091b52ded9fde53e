package dev.stillpoint.engine.node;

import static dev.stillpoint.engine.format.Layout.BYTE;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.Layout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Packs the nodes of one checkpoint into pages and writes them, adjacent pages at once. Confined to
 * one thread. What it wrote counts only after {@link #finish}.
 */
public final class NodeWriter implements AutoCloseable {
  private static final int RUN_PAGES = 64;

  private final NodeStore store;
  private final PageCodec codec;
  private final long checkpoint;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment run =
      arena.allocate((long) RUN_PAGES << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  private final List<Integer> taken = new ArrayList<>();
  private final TreeMap<Integer, Integer> touched = new TreeMap<>();

  /** As the checkpoint must remember it: the capture's, and what was added. */
  private byte[] usage;

  private int runFirst;
  private int runPages;
  private int page;
  private int nodes;
  private int entriesEnd = PageCodec.HEADER_BYTES;
  private int nodesStart = Layout.BLOCK_BYTES;

  NodeWriter(NodeStore store, PageCodec codec, NodeStore.Capture capture, long checkpoint) {
    this.store = store;
    this.codec = codec;
    this.usage = capture.usage();
    this.checkpoint = checkpoint;
  }

  /**
   * Adds a node.
   *
   * @return where it will stand
   */
  public long add(byte[] node, int length, long birth) throws IOException {
    int bytes = PageCodec.BIRTH_BYTES + length;
    Invariant.hold(
        length <= PageCodec.NODE_BYTES_MAX, "8 reclaim", "a node is too long for a page");
    boolean fits =
        nodes < NodeAddress.NODES_MAX && nodesStart - entriesEnd >= bytes + PageCodec.ENTRY_BYTES;
    if (page == 0 || !fits) {
      endPage();
      beginPage();
    }
    MemorySegment memory = current();
    nodesStart -= bytes;
    memory.set(LONG, nodesStart, birth);
    MemorySegment.copy(node, 0, memory, BYTE, nodesStart + (long) PageCodec.BIRTH_BYTES, length);
    PageCodec.entry(memory, nodes, nodesStart, bytes);
    entriesEnd += PageCodec.ENTRY_BYTES;
    return NodeAddress.of(page, nodes++);
  }

  private MemorySegment current() {
    return run.asSlice((long) runPages << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  }

  private void beginPage() throws IOException {
    // The number of nodes is not known yet; until it is, the page counts as full.
    page = store.take(NodeAddress.NODES_MAX);
    if (page == 0 && store.grow()) {
      page = store.take(NodeAddress.NODES_MAX);
    }
    if (page == 0) {
      throw new IOException("no page is left for the maps");
    }
    taken.add(page);
    boolean adjacent =
        runPages > 0
            && runPages < RUN_PAGES
            && page == runFirst + runPages
            && store.sameChunk(page, runFirst);
    if (!adjacent) {
      writeRun();
      runFirst = page;
    }
    current().fill((byte) 0);
    nodes = 0;
    entriesEnd = PageCodec.HEADER_BYTES;
    nodesStart = Layout.BLOCK_BYTES;
  }

  private void endPage() {
    if (page != 0) {
      codec.seal(current(), page, checkpoint, nodes);
      store.filled(page, nodes);
      used(page, nodes);
      runPages++;
      page = 0;
    }
  }

  private void used(int at, int count) {
    if (at >= usage.length) {
      usage = Arrays.copyOf(usage, store.pages() + 1);
    }
    usage[at] = (byte) count;
  }

  private void writeRun() throws IOException {
    if (runPages > 0) {
      store.write(runFirst, run.asSlice(0, (long) runPages << Layout.BLOCK_SHIFT));
      touched.put(store.chunkOf(runFirst), runFirst);
      runPages = 0;
    }
  }

  /**
   * Makes all that was added durable.
   *
   * @return living nodes by page as the checkpoint must remember them
   */
  public byte[] finish() throws IOException {
    endPage();
    writeRun();
    for (int each : touched.values()) {
      store.sync(each);
    }
    return Arrays.copyOf(usage, store.pages() + 1);
  }

  /** Gives back every page: nothing will ever reach them. */
  public void abandon() {
    taken.forEach(store::undo);
    taken.clear();
  }

  @Override
  public void close() {
    arena.close();
  }
}
