package dev.stillpoint.acceptance;

import dev.stillpoint.client.NbdClient;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** The writers of a round: two connections for each disk, each shared by half of its lanes. */
final class CrashLoad {
  private static final int CONNECTIONS = 2;

  private record Running(List<NbdClient> clients, List<Thread> writers) {}

  private final Path socket;
  private final CrashWorld world;
  private final SplittableRandom random;
  private final LaneWriter.Shared shared;
  private final Map<String, Running> running = new HashMap<>();

  CrashLoad(Path socket, CrashWorld world, SplittableRandom random) {
    this.socket = socket;
    this.world = world;
    this.random = random;
    this.shared = new LaneWriter.Shared(world.stamps, world.flushed, new AtomicBoolean());
  }

  /** Connects to a disk and writes its lanes. */
  synchronized void start(String diskId) throws IOException {
    List<NbdClient> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(NbdClient.connect(UnixDomainSocketAddress.of(socket), diskId));
    }
    List<Thread> writers = new ArrayList<>();
    for (Lane lane : world.lanes.get(diskId)) {
      writers.add(
          Thread.ofVirtual()
              .start(
                  new LaneWriter(
                      lane,
                      clients.get(lane.index() % CONNECTIONS),
                      random.split(),
                      shared,
                      world::fault)));
    }
    running.put(diskId, new Running(clients, writers));
  }

  /** Tells all writers to end after what they do now. */
  void stop() {
    shared.stopping().set(true);
  }

  /** Waits until the writers of a disk have ended. */
  void join(String diskId) throws InterruptedException {
    Running ending;
    synchronized (this) {
      ending = running.remove(diskId);
    }
    if (ending != null) {
      for (Thread writer : ending.writers) {
        writer.join();
      }
      ending.clients.forEach(NbdClient::close);
    }
  }

  /** Waits until all writers have ended. */
  void joinAll() throws InterruptedException {
    for (String diskId : world.lanes.keySet()) {
      join(diskId);
    }
  }
}
