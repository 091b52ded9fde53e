package dev.stillpoint.bench;

import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.LoadShape;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Our server with the disks that are measured, and one more on which a server that was started anew
 * can warm up its code without bringing in what is to be read cold. For one thread.
 */
final class OwnDisk {
  private static final long GIB = 1L << 30;
  private static final long WARM_UP_BYTES = 64L << 20;
  private static final int WARM_UP_STEP_BYTES = 1 << 20;
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final Scratch scratch;
  private final Path room;
  private final List<String> disks;
  private final String warmUpDisk;
  private OwnServer server;
  private int starts;

  private OwnDisk(
      Scratch scratch, Path room, OwnServer server, List<String> disks, String warmUpDisk) {
    this.scratch = scratch;
    this.room = room;
    this.server = server;
    this.disks = disks;
    this.warmUpDisk = warmUpDisk;
  }

  /**
   * Starts a server and makes its disks.
   *
   * @param room an empty directory of its own
   */
  static OwnDisk start(
      List<String> serveCommand,
      Scratch scratch,
      Path room,
      String configuration,
      int count,
      long diskBytes)
      throws CannotMeasure, InterruptedException {
    OwnServer server = OwnServer.start(serveCommand, room, configuration);
    scratch.keep(server.process());
    try (ApiClient api = server.client()) {
      String instance = server.runningInstance(api);
      List<String> disks = new ArrayList<>();
      while (disks.size() < count) {
        disks.add(server.attachedDisk(api, instance, diskBytes / GIB));
      }
      String other = server.runningInstance(api);
      OwnDisk own = new OwnDisk(scratch, room, server, disks, server.attachedDisk(api, other, 1));
      own.fillWarmUpDisk();
      return own;
    } catch (IOException | ApiFault e) {
      throw new CannotMeasure("the server made no disk: " + e.getMessage(), e);
    }
  }

  /** The disks, as fio finds them. */
  List<Target> targets() {
    return disks.stream()
        .map(disk ->
            new Target(Stillpoint.NAME, server.command(), server.socket(), disk, server.process()))
        .toList();
  }

  /** Stops the server, starts it again and warms up its code for such reads. */
  void startAnew(Row row) throws CannotMeasure, InterruptedException {
    server.close();
    starts++;
    server = server.again(room.resolve("messages-" + starts));
    scratch.keep(server.process());
    LoadShape shape =
        new LoadShape(
            LoadShape.Direction.READ, row.blockBytes(), WARM_UP_BYTES, row.depth(), 0, starts);
    try (Generator generator = Generator.start(server.socket(), List.of(warmUpDisk), shape)) {
      Thread.sleep(WARM_UP);
      generator.stop();
    } catch (IOException e) {
      throw new CannotMeasure("the server did not warm up: " + e.getMessage(), e);
    }
  }

  /** Ends the server. */
  void close() {
    server.close();
  }

  private void fillWarmUpDisk() throws IOException, InterruptedException {
    byte[] block = new byte[WARM_UP_STEP_BYTES];
    try (NbdClient client =
        NbdClient.connect(UnixDomainSocketAddress.of(server.socket()), warmUpDisk)) {
      for (long offset = 0; offset < WARM_UP_BYTES; offset += WARM_UP_STEP_BYTES) {
        block[0] = (byte) (offset / WARM_UP_STEP_BYTES + 1);
        client.write(offset, block, Persistence.VOLATILE);
      }
      client.flush();
    }
  }
}
