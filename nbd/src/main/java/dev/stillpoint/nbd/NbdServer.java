package dev.stillpoint.nbd;

import dev.stillpoint.nbd.session.LargeMemory;
import dev.stillpoint.nbd.session.Readers;
import dev.stillpoint.nbd.session.SessionParts;
import dev.stillpoint.nbd.socket.Listener;
import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Serves a directory of exports over NBD, one platform thread a connection. Every method is safe
 * for use by several threads at once.
 */
public final class NbdServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NbdServer.class.getName());
  private static final int ACCEPT_RETRY_MILLIS = 100;

  /** How long a new connection waits for the place of one that is about to end. */
  private static final int LEAVING_MILLIS_MAX = 500;

  private static final int CLOSE_MILLIS_MAX = 2_000;

  private final Exports exports;
  private final NbdLimits limits;
  private final SessionParts parts;
  private final Connections connections;
  private final ThreadFactory connectionThreads;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Thread> acceptors = new ArrayList<>();

  private NbdServer(Exports exports, NbdLimits limits, ThreadFactory connectionThreads) {
    this.exports = exports;
    this.limits = limits;
    connections = new Connections(limits.connectionsMax());
    this.connectionThreads = connectionThreads;
    parts =
        new SessionParts(
            threads("nbd-answer-"),
            new Readers(limits.readsWaitingMax(), threads("nbd-read-")),
            System::nanoTime,
            new LargeMemory(
                limits.largeRequestBytesMax(), limits.memoryWaitMillisMax(), System::nanoTime),
            limits.lingerMillis());
  }

  /**
   * Begins to serve.
   *
   * @throws IOException if it cannot listen; the message is a sentence for the operator
   */
  public static NbdServer start(Exports exports, NbdEndpoints endpoints, NbdLimits limits)
      throws IOException {
    return start(exports, endpoints, limits, threads("nbd-connection-"));
  }

  /** As the other one, with threads of somebody's own for the connections. */
  static NbdServer start(
      Exports exports, NbdEndpoints endpoints, NbdLimits limits, ThreadFactory connectionThreads)
      throws IOException {
    NbdServer server = new NbdServer(exports, limits, connectionThreads);
    try {
      if (endpoints.socket().isPresent()) {
        server.listeners.add(Listener.unix(endpoints.socket().get()));
      }
      if (endpoints.tcp().isPresent()) {
        server.listeners.add(Listener.loopback(endpoints.tcp().get()));
      }
    } catch (IOException e) {
      for (Listener listener : server.listeners) {
        listener.close();
      }
      throw e;
    }
    for (Listener listener : server.listeners) {
      Thread acceptor =
          Thread.ofPlatform()
              .name("nbd-accept")
              .daemon(true)
              .unstarted(() -> server.serve(listener));
      server.acceptors.add(acceptor);
      acceptor.start();
    }
    return server;
  }

  /** The TCP address in use, with the port that was picked. */
  public Optional<InetSocketAddress> tcpAddress() {
    return listeners.stream().flatMap(listener -> listener.address().stream()).findFirst();
  }

  /**
   * Ends the connections that asked for an export by this name. When this returns, each of them is
   * fenced. Take the name out of {@link Exports} first: a client that comes later is served what
   * that still names.
   */
  public void withdraw(String exportName, Withdrawal mode) {
    List<Connection> affected = connections.of(exportName);
    switch (mode) {
      case GRACEFUL -> drain(affected);
      case IMMEDIATE -> affected.forEach(Connection::fence);
    }
  }

  /**
   * Accepts nothing any more, ends every connection as a graceful withdrawal does, and removes the
   * socket file. Idempotent.
   */
  @Override
  public void close() {
    for (Listener listener : listeners) {
      try {
        listener.stop();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the socket file could not be removed", e);
      }
    }
    List<Connection> left = connections.beginClosing();
    drain(left);
    left.forEach(Connection::fence);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS_MAX);
    try {
      if (!connections.awaitEmpty(CLOSE_MILLIS_MAX)) {
        LOG.log(Level.WARNING, "some connections wait for the storage and are left behind");
      }
      for (Thread acceptor : acceptors) {
        // Zero would wait for ever.
        acceptor.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fences all of them, those gracefully that manage it in time. */
  private void drain(List<Connection> affected) {
    affected.forEach(Connection::drain);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.gracefulMillisMax());
    for (Connection connection : affected) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      try {
        if (!connection.awaitDrained(Math.max(left, 0))) {
          LOG.log(Level.WARNING, "a withdrawal took too long and was cut short");
          connection.fence();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        connection.fence();
      }
    }
  }

  private void serve(Listener listener) {
    try (listener) {
      Optional<StreamSocket> accepted = accept(listener);
      while (accepted.isPresent()) {
        begin(accepted.get());
        accepted = accept(listener);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a listener could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Accepts; when the system is out of descriptors, waits for some to come back. */
  private static Optional<StreamSocket> accept(Listener listener) throws InterruptedException {
    while (true) {
      try {
        return listener.accept();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a connection could not be accepted: {0}", e.getMessage());
        Thread.sleep(ACCEPT_RETRY_MILLIS);
      }
    }
  }

  private void begin(StreamSocket socket) throws InterruptedException {
    Connection connection;
    try {
      connection = new Connection(socket, exports, connections, limits, parts);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a connection could not be served: {0}", e.getMessage());
      socket.close();
      return;
    }
    boolean joined = connections.join(connection);
    while (!joined && connections.awaitLeaving(LEAVING_MILLIS_MAX)) {
      joined = connections.join(connection);
    }
    if (joined) {
      run(connection);
    } else {
      LOG.log(
          Level.WARNING, "more than {0} connections; a new one is closed", limits.connectionsMax());
      connection.refuse();
    }
  }

  private void run(Connection connection) {
    try {
      connectionThreads.newThread(connection).start();
    } catch (OutOfMemoryError e) {
      // The system has no more threads for us; those who are here go on, and others may come later.
      LOG.log(Level.WARNING, "a connection gets no thread: {0}", e.getMessage());
      connections.leave(connection);
      connection.refuse();
    }
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform()
        .name(name, 1)
        .daemon(true)
        .uncaughtExceptionHandler(
            (thread, cause) -> LOG.log(Level.ERROR, "thread " + thread.getName() + " died", cause))
        .factory();
  }
}
