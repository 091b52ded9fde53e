package dev.stillpoint.nbd;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.negotiation.Admission;
import dev.stillpoint.nbd.negotiation.Agreed;
import dev.stillpoint.nbd.negotiation.Negotiation;
import dev.stillpoint.nbd.session.SessionParts;
import dev.stillpoint.nbd.session.Transmission;
import dev.stillpoint.nbd.socket.StreamSocket;
import dev.stillpoint.nbd.socket.Waker;
import dev.stillpoint.nbd.wire.ServerMessage.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * One client's connection from accept to close, and its fence. {@link #run} belongs to its thread;
 * {@link #fence}, {@link #drain} and {@link #awaitDrained} may be called by any.
 */
final class Connection implements Runnable, Admission {
  private static final Logger LOG = System.getLogger(Connection.class.getName());
  private static final int NAME_CHARS_SHOWN = 128;

  private final StreamSocket socket;
  private final Waker waker;
  private final Exports exports;
  private final Connections connections;
  private final NbdLimits limits;
  private final SessionParts parts;
  private Optional<String> name = Optional.empty();
  private Optional<BlockDevice> device = Optional.empty();
  private Optional<Transmission> transmission = Optional.empty();
  private boolean withdrawn;
  private volatile boolean fenced;

  Connection(
      StreamSocket socket,
      Exports exports,
      Connections connections,
      NbdLimits limits,
      SessionParts parts)
      throws IOException {
    this.socket = socket;
    this.waker = new Waker();
    this.exports = exports;
    this.connections = connections;
    this.limits = limits;
    this.parts = parts;
  }

  @Override
  public void run() {
    try {
      Handshake handshake = new Handshake(socket, waker, limits, parts.nanoTicker());
      Optional<Agreed> agreed = handshake.carry(new Negotiation(this));
      Optional<Transmission> session = agreed.flatMap(this::begin);
      if (session.isPresent()) {
        session.get().run();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a connection ended: {0}", e.getMessage());
    } finally {
      end();
    }
  }

  /** Closes a connection that is not run at all. */
  void refuse() {
    socket.close();
    waker.close();
  }

  /**
   * Cuts the connection off: once this returns, nothing that it sent and that is not yet applied
   * ever will be.
   */
  void fence() {
    Optional<BlockDevice> attached;
    synchronized (this) {
      withdrawn = true;
      attached = device;
    }
    attached.ifPresent(BlockDevice::fence);
    waker.signal();
    socket.shutdown();
    fenced = true;
  }

  private boolean isFenced() {
    return fenced;
  }

  /** Begins a graceful end. */
  void drain() {
    Optional<Transmission> session;
    synchronized (this) {
      withdrawn = true;
      session = transmission;
    }
    session.ifPresentOrElse(Transmission::drain, this::fence);
  }

  /** Waits for the end that {@link #drain} began; false if it did not come in time. */
  boolean awaitDrained(long millis) throws InterruptedException {
    Optional<Transmission> session;
    synchronized (this) {
      session = transmission;
    }
    return session.isEmpty() || session.get().awaitDrained(millis);
  }

  /** Whether the peer has gone, whatever it left unread; one that only stopped sending has not. */
  boolean hungUp() {
    return socket.hungUp();
  }

  @Override
  public List<String> names() {
    return exports.names();
  }

  @Override
  public Optional<Verdict.Denied> missing(String wanted) {
    return exports.find(wanted).isPresent() ? Optional.empty() : Optional.of(denial(wanted));
  }

  private Verdict.Denied denial(String wanted) {
    return exports
        .barred(wanted)
        .map(why -> new Verdict.Denied(Reason.POLICY, why))
        .orElseGet(() ->
            new Verdict.Denied(
                Reason.UNKNOWN, "there is no export of this name: " + shown(wanted)));
  }

  /** A refusal's text has a bound of its own, and the name may fill it alone. */
  private static String shown(String name) {
    return name.length() <= NAME_CHARS_SHOWN ? name : name.substring(0, NAME_CHARS_SHOWN) + "...";
  }

  @Override
  public Verdict describe(String wanted) {
    return open(wanted, false);
  }

  @Override
  public Verdict enter(String wanted) {
    // First on the list, then a look at the exports: a withdrawal either sees this connection, or
    // took the export away before it is looked for.
    connections.enter(wanted, this);
    for (Connection older : connections.of(wanted)) {
      if (older != this && !older.isFenced() && older.hungUp()) {
        older.fence();
      }
    }
    Verdict verdict = open(wanted, true);
    switch (verdict) {
      case Verdict.Admitted _ -> name = Optional.of(wanted);
      case Verdict.Denied _ -> connections.exit(wanted, this);
    }
    return verdict;
  }

  private Verdict open(String wanted, boolean keep) {
    Optional<Export> export = exports.find(wanted);
    if (export.isEmpty()) {
      return denial(wanted);
    }
    BlockDevice opened;
    try {
      opened = export.get().open();
    } catch (BlockFault fault) {
      LOG.log(Level.DEBUG, "an export could not be opened: {0}", fault.getMessage());
      return new Verdict.Denied(refusal(fault), "the export cannot be opened");
    }
    boolean kept = false;
    try {
      Verdict admitted =
          new Verdict.Admitted(export.get().name(), opened.sizeBytes(), opened.readOnly());
      kept = keep && attach(opened);
      return kept == keep ? admitted : new Verdict.Denied(Reason.SHUTDOWN, "it is taken away");
    } finally {
      if (!kept) {
        opened.close();
      }
    }
  }

  private synchronized boolean attach(BlockDevice opened) {
    if (withdrawn) {
      return false;
    }
    device = Optional.of(opened);
    return true;
  }

  private synchronized Optional<Transmission> begin(Agreed agreed) {
    if (!withdrawn) {
      transmission =
          Optional.of(
              new Transmission(
                  socket, waker, device.orElseThrow(), agreed, name.orElseThrow(), parts));
    }
    return transmission;
  }

  private void end() {
    synchronized (this) {
      withdrawn = true;
    }
    device.ifPresent(BlockDevice::close);
    name.ifPresent(known -> connections.exit(known, this));
    socket.close();
    waker.close();
    connections.leave(this);
  }

  private static Reason refusal(BlockFault fault) {
    return switch (fault) {
      case BlockFault.NotFound _ -> Reason.UNKNOWN;
      case BlockFault.Fenced _, BlockFault.OutOfService _ -> Reason.SHUTDOWN;
      case BlockFault.OutOfSpace _,
          BlockFault.Corrupt _,
          BlockFault.Io _,
          BlockFault.OutOfRange _,
          BlockFault.ReadOnly _,
          BlockFault.AlreadyExists _,
          BlockFault.KeyUnavailable _ ->
          Reason.POLICY;
    };
  }
}
