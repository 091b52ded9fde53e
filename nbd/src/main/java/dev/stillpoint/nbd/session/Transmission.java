package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.nbd.negotiation.Agreed;
import dev.stillpoint.nbd.socket.StreamSocket;
import dev.stillpoint.nbd.socket.Waker;
import dev.stillpoint.nbd.wire.Request;
import dev.stillpoint.nbd.wire.Wire;
import dev.stillpoint.nbd.wire.Wire.Command;
import dev.stillpoint.nbd.wire.Wire.CommandFlag;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The transmission phase of one connection.
 *
 * <p>{@link #run} belongs to the connection's thread and returns when the connection is to be
 * closed. It receives as much as is there, executes every whole request of it in order, and sends
 * the replies together. A request that waits for stable storage is executed on the spot when it is
 * alone; when the client keeps several under way it goes to {@link DurableReplies}: a FUA write is
 * then a write here and a flush there.
 *
 * <p>{@link #drain} may be called by any thread. What had arrived by then is completed and made
 * durable, the device is fenced, and later requests are answered with ESHUTDOWN until the client
 * leaves or the linger time is over.
 */
public final class Transmission {
  private static final Logger LOG = System.getLogger(Transmission.class.getName());

  /**
   * How long a receive waits before the thread goes to sleep in a way that {@link #drain} can
   * interrupt. Until then it costs one system call less per request.
   */
  private static final int BUSY_MILLIS = 20;

  private static final int BUFFER_BYTES = 256 << 10;
  private static final int DURABLE_BUFFER_BYTES = 16 << 10;
  private static final int COLD_BUFFER_BYTES = ColdReads.BYTES_MAX + Wire.DATA_CHUNK_BYTES;
  private static final int EXTENTS_MAX = 16 << 10;

  /** What to do after a look at the next bytes. */
  private enum Turn {
    NEXT,
    AWAIT_MORE,
    LEAVE
  }

  private final StreamSocket socket;
  private final Waker waker;
  private final BlockDevice device;
  private final Agreed agreed;
  private final SessionParts parts;
  private final Arena arena = Arena.ofShared();
  private final Inbox inbox;
  private final Outbox outbox;
  private final DurableReplies durable;
  private final ColdReads coldReads;
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean draining;
  private long drainUpTo = -1;
  private boolean settled;
  private long lingerUntil;

  /** Requests of this round so far. */
  private int executed;

  /** How many requests the client keeps under way, as far as one can see; forgotten slowly. */
  private int depth;

  private long skip;
  private long skipCookie;
  private Refusal skipRefusal = Refusal.NONE;

  /** Makes a session that nobody runs yet. */
  public Transmission(
      StreamSocket socket, Waker waker, BlockDevice device, Agreed agreed, SessionParts parts) {
    this.socket = socket;
    this.waker = waker;
    this.device = device;
    this.agreed = agreed;
    this.parts = parts;
    SharedSender sender = new SharedSender(socket);
    inbox = new Inbox(socket, parts.memory(), arena, BUFFER_BYTES);
    outbox = new Outbox(sender, agreed.structured(), parts.memory(), arena, BUFFER_BYTES);
    Outbox beside =
        new Outbox(sender, agreed.structured(), parts.memory(), arena, DURABLE_BUFFER_BYTES);
    durable = new DurableReplies(device, beside, parts.threads(), socket::shutdown);
    coldReads =
        new ColdReads(
            device,
            socket,
            parts.readers(),
            parts.nanoTicker(),
            () ->
                new Outbox(sender, agreed.structured(), parts.memory(), arena, COLD_BUFFER_BYTES));
  }

  /**
   * Serves until the client leaves, breaks the protocol or disappears, or the export is withdrawn.
   *
   * @throws IOException if the connection fails
   */
  public void run() throws IOException {
    try {
      socket.receiveTimeout(BUSY_MILLIS);
      boolean more = fill();
      while (more) {
        more = execute();
        outbox.send();
        more = more && fill();
      }
      awaitIdle();
    } finally {
      device.fence();
      drained.countDown();
      // What was sent still arrives; whoever waits for a client that takes nothing is woken.
      socket.shutdown();
      durable.close();
      coldReads.close();
      inbox.close();
      outbox.close();
      arena.close();
    }
  }

  /** Begins a graceful withdrawal. */
  public void drain() {
    draining = true;
    waker.signal();
  }

  /**
   * Waits until the device is fenced, after {@link #drain} or because the session ended.
   *
   * @return whether it is
   */
  public boolean awaitDrained(long timeoutMillis) throws InterruptedException {
    return drained.await(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  /** Receives something; false when there will be nothing more. */
  private boolean fill() throws IOException {
    while (true) {
      if (draining && !keepDraining()) {
        return false;
      }
      long count = inbox.receive();
      if (count != StreamSocket.NOTHING) {
        return count != StreamSocket.END;
      }
      if (!draining) {
        inbox.shrink();
        outbox.shrink();
        socket.awaitReadable(waker, -1);
      }
    }
  }

  /** Takes the withdrawal a step further; false when it is over. */
  private boolean keepDraining() throws IOException {
    if (drainUpTo < 0) {
      drainUpTo = inbox.received() + socket.unread();
    }
    if (!settled && inbox.received() >= drainUpTo) {
      settle();
    }
    return !settled || parts.nanoTicker().getAsLong() - lingerUntil < 0;
  }

  /** All that was received is executed: makes it durable, and lets nothing in any more. */
  private void settle() {
    awaitIdle();
    try {
      device.flush();
    } catch (BlockFault fault) {
      LOG.log(Level.WARNING, "the last flush of a withdrawn export failed", fault);
    }
    device.fence();
    settled = true;
    lingerUntil =
        parts.nanoTicker().getAsLong() + TimeUnit.MILLISECONDS.toNanos(parts.lingerMillis());
    drained.countDown();
  }

  /** Waits for what was handed to other threads. */
  private void awaitIdle() {
    coldReads.awaitIdle();
    durable.awaitIdle();
  }

  /** Executes every whole request; false when the connection is to be closed. */
  private boolean execute() throws IOException {
    executed = 0;
    Turn turn = step();
    while (turn == Turn.NEXT) {
      executed++;
      turn = step();
    }
    depth = Math.max(executed, depth - 1);
    return turn != Turn.LEAVE;
  }

  private Turn step() throws IOException {
    if (skipRefusal != Refusal.NONE) {
      return skipPayload();
    }
    if (inbox.available() < Wire.REQUEST_BYTES) {
      return Turn.AWAIT_MORE;
    }
    MemorySegment in = inbox.memory();
    long at = inbox.position();
    if (!Request.begins(in, at)) {
      LOG.log(Level.DEBUG, "what should be a request has the wrong magic number");
      return Turn.LEAVE;
    }
    int type = Request.type(in, at);
    int flags = Request.flags(in, at);
    long cookie = Request.cookie(in, at);
    long offset = Request.offset(in, at);
    long length = Request.length(in, at);
    if (type == Command.DISC) {
      return Turn.LEAVE;
    }
    Refusal refusal =
        settled ? Refusal.SHUTDOWN : Validation.check(type, flags, offset, length, agreed);
    if (type == Command.WRITE) {
      return write(refusal, flags, cookie, offset, length);
    }
    inbox.consume(Wire.REQUEST_BYTES);
    if (refusal == Refusal.NONE) {
      handle(type, flags, cookie, offset, length);
    } else {
      outbox.refused(cookie, refusal);
    }
    return Turn.NEXT;
  }

  /** Executes a request that was validated and carries no payload. */
  private void handle(int type, int flags, long cookie, long offset, long length)
      throws IOException {
    switch (type) {
      case Command.READ -> read(cookie, offset, length);
      case Command.FLUSH -> flush(cookie);
      case Command.TRIM -> zero(Zeroing.HOLE, flags, cookie, offset, length);
      case Command.WRITE_ZEROES -> {
        boolean hole = (flags & CommandFlag.NO_HOLE) == 0;
        zero(hole ? Zeroing.HOLE : Zeroing.ALLOCATED, flags, cookie, offset, length);
      }
      case Command.BLOCK_STATUS -> status(flags, cookie, offset, length);
      default -> throw new AssertionError("validation let pass command " + type);
    }
  }

  private Turn write(Refusal verdict, int flags, long cookie, long offset, long length)
      throws IOException {
    if (length > Wire.PAYLOAD_BYTES_MAX) {
      LOG.log(Level.DEBUG, "a write of {0} bytes is taken for an attack", length);
      outbox.refused(cookie, Refusal.TOO_LARGE);
      return Turn.LEAVE;
    }
    Refusal refusal = verdict;
    if (refusal == Refusal.NONE && inbox.available() < Wire.REQUEST_BYTES + length) {
      if (inbox.hold(Wire.REQUEST_BYTES + length)) {
        return Turn.AWAIT_MORE;
      }
      refusal = Refusal.NO_MEMORY;
    }
    inbox.consume(Wire.REQUEST_BYTES);
    if (refusal != Refusal.NONE) {
      skip = length;
      skipCookie = cookie;
      skipRefusal = refusal;
      return skipPayload();
    }
    MemorySegment payload = inbox.memory().asSlice(inbox.position(), length);
    inbox.consume(length);
    boolean later = mayWait(flags);
    try {
      device.write(offset, payload, durability(flags, later));
      answer(cookie, later);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
    return Turn.NEXT;
  }

  /** Lets a refused write's payload go by, and answers when it has. */
  private Turn skipPayload() throws IOException {
    long here = Math.min(skip, inbox.available());
    inbox.consume(here);
    skip -= here;
    if (skip > 0) {
      return Turn.AWAIT_MORE;
    }
    outbox.refused(skipCookie, skipRefusal);
    skipRefusal = Refusal.NONE;
    return Turn.NEXT;
  }

  private void read(long cookie, long offset, long length) throws IOException {
    boolean deep = isDeep();
    if (deep && coldReads.areCold() && length <= ColdReads.BYTES_MAX) {
      coldReads.read(cookie, offset, length);
      return;
    }
    if (!outbox.roomForRead(length)) {
      outbox.refused(cookie, Refusal.NO_MEMORY);
      return;
    }
    try {
      MemorySegment slot = outbox.readSlot(length);
      if (deep) {
        coldReads.readAndNotice(offset, slot);
      } else {
        device.read(offset, slot);
      }
      outbox.readDone(cookie, offset, length);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }

  private void zero(Zeroing zeroing, int flags, long cookie, long offset, long length)
      throws IOException {
    boolean later = mayWait(flags);
    try {
      device.zero(offset, length, zeroing, durability(flags, later));
      answer(cookie, later);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }

  private void flush(long cookie) throws IOException {
    if (isDeep()) {
      durable.add(cookie);
      return;
    }
    try {
      device.flush();
      outbox.done(cookie);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }

  private void status(int flags, long cookie, long offset, long length) throws IOException {
    boolean one = (flags & CommandFlag.REQ_ONE) != 0;
    try {
      List<Extent> runs = device.extents(offset, length, one ? 1 : EXTENTS_MAX);
      outbox.status(cookie, runs);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }

  private void answer(long cookie, boolean later) throws IOException {
    if (later) {
      durable.add(cookie);
    } else {
      outbox.done(cookie);
    }
  }

  /** Whether this request waits for the storage and others should not wait with it. */
  private boolean mayWait(int flags) {
    return (flags & CommandFlag.FUA) != 0 && isDeep();
  }

  private boolean isDeep() {
    return depth > 1 || executed > 0 || inbox.available() > 0;
  }

  private static Durability durability(int flags, boolean later) {
    return (flags & CommandFlag.FUA) != 0 && !later ? Durability.DURABLE : Durability.VOLATILE;
  }
}
