package dev.stillpoint.bench.load;

import dev.stillpoint.client.NbdWire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.SplittableRandom;

/**
 * One connection to one disk: requests go out and replies come in without waiting for either.
 *
 * <p>A request that finds all places under way taken waits its turn, and its time runs from when it
 * was asked for. Many requests travel with one system call, and so do many replies.
 */
final class Line implements AutoCloseable {
  private static final int REQUEST_BYTES = 28;
  private static final int REQUEST_MAGIC = 0x25609513;
  private static final int REPLY_BYTES = 16;
  private static final int REPLY_MAGIC = 0x67446698;
  private static final int IN_BYTES = 256 * 1024;

  /** Requests that may wait for a place; a server that lets more wait has stopped answering. */
  private static final int WAITING_MAX = 1 << 16;

  private static final int PATTERN_BYTES = 1 << 20;

  private final NbdWire wire;
  private final SelectionKey key;
  private final LoadShape shape;
  private final Ending ending;
  private final SplittableRandom random;
  private final ByteBuffer out;
  private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
  private final byte[] pattern = new byte[PATTERN_BYTES];
  private final long blocks;

  private final long[] begun;
  private final int[] free;
  private int freeCount;

  private final long[] waiting = new long[WAITING_MAX];
  private long waitingHead;
  private long waitingTail;

  private long skip;

  /** Told of each answered request. */
  @FunctionalInterface
  interface Ending {
    /**
     * A request was answered well.
     *
     * @param begunNanos when it was asked for
     */
    void answered(Line line, long begunNanos) throws IOException;
  }

  Line(NbdWire wire, Selector selector, LoadShape shape, SplittableRandom random, Ending ending)
      throws IOException {
    this.wire = wire;
    this.shape = shape;
    this.random = random;
    this.ending = ending;
    wire.channel().configureBlocking(false);
    key = wire.channel().register(selector, SelectionKey.OP_READ, this);
    blocks = shape.workingSetBytes() / shape.blockBytes();
    random.nextBytes(pattern);
    int payload = shape.direction() == LoadShape.Direction.WRITE ? shape.blockBytes() : 0;
    out = ByteBuffer.allocateDirect(shape.depth() * (REQUEST_BYTES + payload));
    begun = new long[shape.depth()];
    free = new int[shape.depth()];
    for (int slot = shape.depth() - 1; slot >= 0; slot--) {
      free[freeCount++] = slot;
    }
  }

  /** Asks for one request; it is sent with the next {@link #send}. */
  void ask(long nowNanos) throws IOException {
    if (waitingTail - waitingHead == WAITING_MAX) {
      throw new IOException("a disk left " + WAITING_MAX + " requests waiting");
    }
    waiting[(int) (waitingTail++ % WAITING_MAX)] = nowNanos;
  }

  /** Puts what waits on the wire as far as places and the socket allow. */
  void send() throws IOException {
    while (freeCount > 0 && waitingHead < waitingTail) {
      int slot = free[--freeCount];
      begun[slot] = waiting[(int) (waitingHead++ % WAITING_MAX)];
      encode(slot);
    }
    if (out.position() == 0) {
      return;
    }
    out.flip();
    wire.channel().write(out);
    boolean rest = out.hasRemaining();
    out.compact();
    int wanted = rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Takes in the replies that have come; each may ask for more. */
  void receive() throws IOException {
    if (!key.isReadable()) {
      return;
    }
    if (wire.channel().read(in) < 0) {
      throw new EOFException("the server hung up");
    }
    in.flip();
    while (true) {
      int skipped = (int) Math.min(skip, in.remaining());
      in.position(in.position() + skipped);
      skip -= skipped;
      if (skip > 0 || in.remaining() < REPLY_BYTES) {
        break;
      }
      readReply();
    }
    in.compact();
  }

  /** Requests that were asked for and not answered. */
  long unanswered() {
    return shape.depth() - freeCount + waitingTail - waitingHead;
  }

  private void readReply() throws IOException {
    int magic = in.getInt();
    int error = in.getInt();
    long slot = in.getLong();
    if (magic != REPLY_MAGIC || slot < 0 || slot >= begun.length) {
      throw new IOException("the server sent what is no reply to a request");
    }
    if (error != 0) {
      throw new IOException("a request was answered with error " + error);
    }
    if (shape.direction() == LoadShape.Direction.READ) {
      skip = shape.blockBytes();
    }
    free[freeCount++] = (int) slot;
    ending.answered(this, begun[(int) slot]);
  }

  private void encode(int slot) {
    out.putInt(REQUEST_MAGIC).putShort((short) 0).putShort((short) shape.direction().command());
    out.putLong(slot).putLong(random.nextLong(blocks) * shape.blockBytes());
    out.putInt(shape.blockBytes());
    if (shape.direction() == LoadShape.Direction.WRITE) {
      int from = random.nextInt(PATTERN_BYTES - shape.blockBytes() + 1);
      out.put(pattern, from, shape.blockBytes());
    }
  }

  @Override
  public void close() throws IOException {
    wire.channel().close();
  }
}
