package dev.stillpoint.demo.step;

import dev.stillpoint.client.AccessKey;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Signature;
import dev.stillpoint.demo.child.ChildServer;
import dev.stillpoint.demo.cloud.Cloud;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The running server and the ways to it. {@link #close} may be called from any thread at any time
 * and ends the server for good; the rest belongs to the thread that demonstrates.
 */
final class Stage implements AutoCloseable {
  private final Settings settings;
  private final Object lock = new Object();
  private ChildServer server;
  private ApiClient writing;
  private ApiClient describing;
  private Cloud cloud;
  private int starts;
  private boolean closed;

  Stage(Settings settings) {
    this.settings = settings;
  }

  void start() throws IOException, InterruptedException {
    Path data = settings.directory().resolve("data");
    Path log = settings.directory().resolve("server.log");
    ChildServer started = ChildServer.start(settings.serverCommand(), data, log);
    synchronized (lock) {
      server = started;
      if (closed) {
        started.close();
        throw new IOException("the demonstration was ended while its server started");
      }
    }
    starts++;
    AccessKey key = AccessKey.read(started.ready().credentials());
    writing = client(key, Signature.V3);
    describing = client(key, Signature.V1);
    cloud =
        new Cloud(
            writing,
            describing,
            started.ready().region(),
            started.ready().zone(),
            "demo-" + starts);
  }

  ChildServer server() {
    return server;
  }

  Cloud cloud() {
    return cloud;
  }

  NbdClient open(String exportName) throws IOException {
    return NbdClient.connect(server.ready().nbd(), exportName);
  }

  /** SIGKILL; {@link #start} may follow. */
  void kill() throws InterruptedException {
    server.kill();
    closeClients();
  }

  /** SIGTERM; true if the server left by itself in time. */
  boolean stop() throws InterruptedException {
    closeClients();
    return server.stop();
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (server != null) {
        server.close();
      }
    }
  }

  private void closeClients() {
    writing.close();
    describing.close();
  }

  private ApiClient client(AccessKey key, Signature signature) {
    return new ApiClient(server.ready().api(), key, signature, settings.clock(), settings.nonces());
  }
}
