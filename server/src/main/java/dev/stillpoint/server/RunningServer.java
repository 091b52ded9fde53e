package dev.stillpoint.server;

import dev.stillpoint.control.recovery.Finding;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A server that serves. Every method may be called by any thread. */
public final class RunningServer implements AutoCloseable {
  private final Parts parts;
  private final String readyLine;
  private final URI apiUri;
  private final Path nbdSocket;
  private final Optional<InetSocketAddress> nbdTcp;
  private final Path credentials;
  private final Supplier<List<Finding>> comparison;
  private boolean stopped;
  private boolean clean = true;

  RunningServer(
      Parts parts,
      String readyLine,
      URI apiUri,
      Path nbdSocket,
      Optional<InetSocketAddress> nbdTcp,
      Path credentials,
      Supplier<List<Finding>> comparison) {
    this.parts = parts;
    this.readyLine = readyLine;
    this.apiUri = apiUri;
    this.nbdSocket = nbdSocket;
    this.nbdTcp = nbdTcp;
    this.credentials = credentials;
    this.comparison = comparison;
  }

  /** The line that tells whoever started the server that it serves, and where. */
  public String readyLine() {
    return readyLine;
  }

  /** Where the API is, with the port that is really used. */
  public URI apiUri() {
    return apiUri;
  }

  /** The NBD socket. */
  public Path nbdSocket() {
    return nbdSocket;
  }

  /** Where NBD is over TCP, if it is. */
  public Optional<InetSocketAddress> nbdTcp() {
    return nbdTcp;
  }

  /** The file with the first account's access key. */
  public Path credentials() {
    return credentials;
  }

  /**
   * Compares the catalog with what the engine holds and with the names that NBD really serves.
   * Meaningful while no request is in progress: what one is about to do looks like a finding.
   *
   * @return what does not agree; empty when all is well
   * @throws IllegalStateException it has been stopped
   */
  public synchronized List<Finding> consistency() {
    if (stopped) {
      throw new IllegalStateException("the server was stopped");
    }
    return comparison.get();
  }

  /**
   * Lets running calls finish, ends every export gracefully, writes a checkpoint, and gives the
   * directory back. Idempotent.
   */
  @Override
  public void close() {
    stop();
  }

  /**
   * As {@link #close}.
   *
   * @return false if a part of it went wrong; the log says which
   */
  public synchronized boolean stop() {
    stopped = true;
    clean &= parts.close();
    return clean;
  }
}
