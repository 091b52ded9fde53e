package dev.stillpoint.demo.step;

import dev.stillpoint.client.NbdAnswer;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import dev.stillpoint.demo.workload.Disk;
import dev.stillpoint.demo.workload.Role;
import dev.stillpoint.demo.workload.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * The writer at work over one NBD connection to each of the four disks, until it is rested or
 * broken.
 */
final class WritingSession implements AutoCloseable {
  private static final long PROGRESS_MILLIS_MAX = 30_000;

  private final Scene scene;
  private final Map<Role, NbdClient> connections = new EnumMap<>(Role.class);
  private final Writer writer;
  private final long startedNanos;
  private boolean ended;

  WritingSession(Scene scene) throws IOException {
    this.scene = scene;
    Map<Role, Disk> disks = new EnumMap<>(Role.class);
    try {
      for (Role role : Role.values()) {
        NbdClient connection = scene.stage().open(scene.diskId(role));
        connections.put(role, connection);
        disks.put(role, new NbdDisk(connection));
      }
    } catch (IOException e) {
      connections.values().forEach(NbdClient::close);
      throw e;
    }
    writer =
        new Writer(
            scene.layout(),
            disks,
            scene.records(),
            scene.ticker(),
            scene.settings().pace().transactionsPerSecondMax());
    startedNanos = scene.ticker().nanos();
    writer.start();
  }

  /** Waits until so many more transactions are complete. */
  void awaitMore(long transactions) throws IOException, InterruptedException {
    long target = scene.records().completed() + transactions;
    for (long waited = 0; scene.records().completed() < target; waited++) {
      checkRunning();
      if (waited > PROGRESS_MILLIS_MAX) {
        throw new IOException(
            "the writer completed only "
                + scene.records().completed()
                + " transactions, not "
                + target
                + ", in 30 s");
      }
      Thread.sleep(1);
    }
  }

  /** Lets the transactions in flight end and hangs up. */
  void rest() throws IOException, InterruptedException {
    boolean drained = writer.drain(PROGRESS_MILLIS_MAX);
    checkRunning();
    if (!drained) {
      throw new IOException("writes were not answered in 30 s");
    }
    close();
  }

  /** Waits until a killed server's broken connections have ended every transaction in flight. */
  void awaitBreak() throws IOException, InterruptedException {
    for (long waited = 0; writer.failure().isEmpty(); waited++) {
      if (waited > PROGRESS_MILLIS_MAX) {
        throw new IOException("the server was killed and yet no write of the writer broke");
      }
      Thread.sleep(1);
    }
    if (!writer.drain(PROGRESS_MILLIS_MAX)) {
      throw new IOException("writes to a killed server were neither answered nor broken");
    }
    close();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      scene.addBusy(scene.ticker().nanos() - startedNanos);
      connections.values().forEach(NbdClient::close);
    }
  }

  private void checkRunning() throws IOException {
    if (writer.failure().isPresent()) {
      throw new IOException("a write of the writer ended as " + writer.failure().get());
    }
  }

  /** An NBD connection as the writer sees it. */
  private record NbdDisk(NbdClient connection) implements Disk {
    @Override
    public void write(long offset, ByteBuffer bytes, Persistence persistence, NbdAnswer answer) {
      connection.write(offset, bytes, persistence, answer);
    }

    @Override
    public void flush(NbdAnswer answer) {
      connection.flush(answer);
    }
  }
}
