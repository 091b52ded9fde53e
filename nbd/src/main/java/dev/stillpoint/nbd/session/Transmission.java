package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.nbd.negotiation.Agreed;
import dev.stillpoint.nbd.session.LargeMemory.Tenant;
import dev.stillpoint.nbd.session.LargeMemory.Terms;
import dev.stillpoint.nbd.socket.StreamSocket;
import dev.stillpoint.nbd.socket.Waker;
import dev.stillpoint.nbd.wire.Request;
import dev.stillpoint.nbd.wire.Wire;
import dev.stillpoint.nbd.wire.Wire.Command;
import dev.stillpoint.nbd.wire.Wire.CommandFlag;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

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

  /** How often a thread that holds memory on lease looks whether it has to give it back. */
  private static final int LEASE_MILLIS = 20;

  /** How long a client may keep others from memory with a request that does not come. */
  private static final int REQUEST_MILLIS_MAX = 250;

  /** How long it may do so with a reply that it does not take; then its connection ends. */
  private static final int REPLY_MILLIS_MAX = 2_000;

  /** Holds the largest request that needs no memory on lease, and its head. */
  private static final int BUFFER_BYTES = Reads.OWN_BYTES + 4096;

  private static final int DURABLE_BUFFER_BYTES = 16 << 10;
  private static final int EXTENTS_MAX = 16 << 10;

  /**
   * Memory that one connection may hold whatever the others do, without its reads that are handed
   * over ({@link Readers}).
   */
  public static final int SHARE_BYTES = 2 * BUFFER_BYTES + DURABLE_BUFFER_BYTES;

  /** Memory for a read that is handed over. */
  public static final int READ_BYTES = ColdReads.BYTES_MAX + 4096;

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
  private final SharedSender sender;
  private final Inbox inbox;
  private final Outbox outbox;
  private final DurableReplies durable;
  private final ColdReads coldReads;
  private final Reads reads;
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

  /**
   * Makes a session that nobody runs yet.
   *
   * @param export what it is connected to; who shares it shares memory for large requests
   */
  public Transmission(
      StreamSocket socket,
      Waker waker,
      BlockDevice device,
      Agreed agreed,
      String export,
      SessionParts parts) {
    this.socket = socket;
    this.waker = waker;
    this.device = device;
    this.agreed = agreed;
    this.parts = parts;
    sender = new SharedSender(socket, parts.threads());
    Tenant tenant = new Tenant(export);
    Terms requests = new Terms(REQUEST_MILLIS_MAX, () -> {});
    Terms replies = new Terms(REPLY_MILLIS_MAX, socket::shutdown);
    inbox =
        new Inbox(
            socket,
            new Lookout(parts.readers()::fewSessions, parts.nanoTicker()),
            new GrowingBuffer(parts.memory(), tenant, requests, BUFFER_BYTES));
    IntFunction<Outbox> outboxes =
        bytes ->
            new Outbox(
                sender,
                agreed.structured(),
                new GrowingBuffer(parts.memory(), tenant, replies, bytes));
    outbox = outboxes.apply(BUFFER_BYTES);
    durable =
        new DurableReplies(
            device, outboxes.apply(DURABLE_BUFFER_BYTES), parts.threads(), socket::shutdown);
    coldReads =
        new ColdReads(device, socket, sender, parts.readers(), () -> outboxes.apply(READ_BYTES));
    reads = new Reads(device, agreed.structured(), outbox, coldReads);
  }

  /**
   * Serves until the client leaves, breaks the protocol or disappears, or the export is withdrawn.
   *
   * @throws IOException if the connection fails
   */
  public void run() throws IOException {
    parts.readers().enter();
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
      parts.readers().exit();
      device.fence();
      drained.countDown();
      // What was sent still arrives; whoever waits for a client that takes nothing is woken.
      socket.shutdown();
      durable.close();
      coldReads.close();
      sender.close();
      inbox.close();
      outbox.close();
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

  /** Waits until there is something new to look at; false when there will be nothing more. */
  private boolean fill() throws IOException {
    inbox.releaseIfWanted();
    outbox.releaseIfWanted();
    while (true) {
      if (draining && !keepDraining()) {
        return false;
      }
      long count = inbox.receive(depth == 1);
      if (count != StreamSocket.NOTHING) {
        return count != StreamSocket.END;
      }
      if (!draining) {
        inbox.shrink();
        outbox.shrink();
        coldReads.shrink();
        if (inbox.isRevoked()) {
          return true;
        }
        socket.awaitReadable(waker, inbox.onLease() ? LEASE_MILLIS : -1);
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
    } catch (BlockFault.Fenced _) {
      // Somebody was quicker; what was answered stays, and nothing more was promised.
    } catch (BlockFault fault) {
      LOG.log(
          Level.WARNING, "the last flush of a withdrawn export failed: {0}", fault.getMessage());
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
    inbox.whole();
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
      case Command.READ -> read(flags, cookie, offset, length);
      case Command.FLUSH -> flush(cookie);
      case Command.TRIM -> trim(flags, cookie, offset, length);
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
      // Nobody waits for memory on lease while holding some.
      outbox.endLease();
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
    inbox.whole();
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

  private void read(int flags, long cookie, long offset, long length) throws IOException {
    if (length > Reads.OWN_BYTES) {
      // Nobody waits for memory on lease while holding some.
      inbox.endLease();
    }
    if (isDeep()) {
      reads.readDeep(flags, cookie, offset, length, inbox.available() >= Wire.REQUEST_BYTES);
    } else {
      reads.read(flags, cookie, offset, length);
    }
  }

  /** Zeroes the whole blocks of the range: the specification lets a server round inwards. */
  private void trim(int flags, long cookie, long offset, long length) throws IOException {
    long first = Math.ceilDiv(offset, BlockEngine.BLOCK_BYTES) * BlockEngine.BLOCK_BYTES;
    long end = (offset + length) / BlockEngine.BLOCK_BYTES * BlockEngine.BLOCK_BYTES;
    if (first < end) {
      zero(Zeroing.HOLE, flags, cookie, first, end - first);
    } else {
      zero(Zeroing.HOLE, flags, cookie, offset, 0);
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
