package dev.stillpoint.server.http;

import dev.stillpoint.api.Api;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Serves the API over plain HTTP/1.1 at one address. Closing it lets running calls finish. */
public final class HttpDoor implements AutoCloseable {
  private static final int HEADER_BYTES_MAX = 256 * 1024;
  private static final int CONCURRENT_CALLS_MAX = 256;
  private static final int BACKLOG = 128;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration SWEEP = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final Server server;
  private final int port;
  private final Lines lines;

  private HttpDoor(Server server, int port, Lines lines) {
    this.server = server;
    this.port = port;
    this.lines = lines;
  }

  /**
   * Listens, and answers from now on.
   *
   * @param port 0 picks a free one
   * @param bodyBytesMax the largest body that {@code api} takes
   * @throws CannotStart when the address is taken
   */
  public static HttpDoor open(InetAddress address, int port, Api api, int bodyBytesMax)
      throws CannotStart {
    long heapBytes = Runtime.getRuntime().maxMemory();
    return open(address, port, api, HttpLimits.of(bodyBytesMax, heapBytes));
  }

  static HttpDoor open(InetAddress address, int port, Api api, HttpLimits limits)
      throws CannotStart {
    VirtualThreadPool threads = new VirtualThreadPool(CONCURRENT_CALLS_MAX);
    threads.setName("api");
    Server server = new Server(threads);
    Lines lines = new Lines(limits, System::nanoTime, Thread::startVirtualThread);
    ServerConnector connector = connector(server, lines);
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(new ApiHandler(api, limits, lines)));
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(DRAIN.toMillis());
    try {
      server.start();
    } catch (Exception e) { // Jetty's life cycle declares nothing narrower.
      stop(server);
      if (e instanceof IOException) {
        throw new CannotStart(
            "The API cannot listen at " + address.getHostAddress() + ":" + port + ": " + e, e);
      }
      throw new IllegalStateException("the HTTP server does not start", e);
    }
    sweep(lines, connector);
    return new HttpDoor(server, connector.getLocalPort(), lines);
  }

  /** The port that is really used. */
  public int port() {
    return port;
  }

  /** What is under way on all connections. */
  long heldBytes() {
    return lines.heldBytes();
  }

  /** Takes no new calls, waits a few seconds for running ones, closes. */
  @Override
  public void close() {
    stop(server);
  }

  private static ServerConnector connector(Server server, Lines lines) {
    return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http())) {
      @Override
      protected SocketChannelEndPoint newEndPoint(
          SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        return new Line(channel, selector, key, getScheduler(), lines);
      }
    };
  }

  /** Again and again, as long as the connector's own clock runs. */
  private static void sweep(Lines lines, ServerConnector connector) {
    lines.sweep();
    if (connector.isRunning()) {
      connector.getScheduler().schedule(() -> sweep(lines, connector), SWEEP);
    }
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    return http;
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) { // Jetty's life cycle declares nothing narrower.
      System.getLogger(HttpDoor.class.getName())
          .log(System.Logger.Level.WARNING, "the HTTP server did not stop cleanly", e);
    }
  }
}
