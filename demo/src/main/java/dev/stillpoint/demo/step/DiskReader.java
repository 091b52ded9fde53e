package dev.stillpoint.demo.step;

import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.NbdStatus;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.RoleEvidence;
import dev.stillpoint.demo.proof.RoleScan;
import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the used ranges of exports over NBD, all disks of a set at once, several requests in flight
 * on each.
 */
final class DiskReader {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int CHUNKS_IN_FLIGHT = 6;
  private static final long ANSWER_SECONDS_MAX = 30;

  private final Stage stage;
  private final Layout layout;

  DiskReader(Stage stage, Layout layout) {
    this.stage = stage;
    this.layout = layout;
  }

  /** Reads the export of each role. */
  Evidence read(Map<Role, String> exports) throws IOException, InterruptedException {
    List<Future<RoleEvidence>> reading = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(Role.values().length)) {
      for (Map.Entry<Role, String> export : exports.entrySet()) {
        reading.add(threads.submit(() -> read(export.getKey(), export.getValue())));
      }
      List<RoleEvidence> disks = new ArrayList<>();
      for (Future<RoleEvidence> disk : reading) {
        disks.add(disk.get());
      }
      return new Evidence(disks);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException("reading broke", e.getCause());
    }
  }

  private RoleEvidence read(Role role, String export) throws IOException, InterruptedException {
    RoleScan scan = new RoleScan(layout, role);
    Deque<Chunk> inFlight = new ArrayDeque<>();
    try (NbdClient client = stage.open(export)) {
      if (client.export().sizeBytes() < layout.usedBytes(role)) {
        throw new IOException(export + " has only " + client.export().sizeBytes() + " bytes");
      }
      for (long offset = 0; offset < layout.usedBytes(role); offset += CHUNK_BYTES) {
        ByteBuffer buffer =
            inFlight.size() < CHUNKS_IN_FLIGHT
                ? ByteBuffer.allocate(CHUNK_BYTES)
                : take(scan, export, inFlight);
        int length = (int) Math.min(CHUNK_BYTES, layout.usedBytes(role) - offset);
        Chunk chunk = new Chunk(offset, buffer.clear().limit(length), new CompletableFuture<>());
        inFlight.add(chunk);
        client.read(offset, chunk.bytes(), chunk.end()::complete);
      }
      while (!inFlight.isEmpty()) {
        take(scan, export, inFlight);
      }
    }
    return scan.finish();
  }

  /** Waits for the oldest chunk and scans it; gives its buffer for the next. */
  private static ByteBuffer take(RoleScan scan, String export, Deque<Chunk> inFlight)
      throws IOException, InterruptedException {
    Chunk chunk = inFlight.remove();
    try {
      NbdStatus status = chunk.end().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (status != NbdStatus.OK) {
        throw new IOException(
            "reading " + export + " at byte " + chunk.offset() + " ended as " + status);
      }
    } catch (TimeoutException e) {
      throw new IOException("reading " + export + " had no answer in 30 s", e);
    } catch (ExecutionException e) {
      throw new AssertionError("an answer never completes exceptionally", e);
    }
    scan.take(chunk.bytes());
    return chunk.bytes();
  }

  private record Chunk(long offset, ByteBuffer bytes, CompletableFuture<NbdStatus> end) {}
}
