package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.acceptance.Lane.Tearing;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, whoever is connected and whatever they do. */
class OrderlyStopTest {
  @TempDir Path directory;

  @Test
  void endsInTimeUnderLoadAndLosesNothingThatWasAnswered() throws Exception {
    Path data = directory.resolve("pool");
    Path socket = data.resolve("nbd.sock");
    CrashWorld world = new CrashWorld();
    try (ServerProcess server = ServerProcess.start(data);
        CrashApi api = new CrashApi(server)) {
      String instanceId = api.runInstance();
      world.instances.add(instanceId);
      world.addDisk(api.newDisk(instanceId), instanceId);
      world.addDisk(api.newDisk(instanceId), instanceId);
      CrashLoad load = new CrashLoad(socket, world, new SplittableRandom(20));
      for (String diskId : world.lanes.keySet()) {
        load.start(diskId);
      }
      String first = world.lanes.firstEntry().getKey();
      try (RudeClient _ = RudeClient.silent(socket);
          RudeClient _ = RudeClient.greedy(socket, first)) {
        Thread.sleep(500);
        assertThat(server.stop()).as("exit code").isZero();
      }
      load.joinAll();
      assertThat(server.restOfOutput()).as("what follows READY on standard output").isEmpty();
    }
    world.throwFaults();
    assertThat(world.stamps.get()).as("something was written").isPositive();
    try (ServerProcess next = ServerProcess.start(data);
        CrashApi api = new CrashApi(next)) {
      new CrashVerdict(world, api, socket).judge(LaneOperation.NEVER, Tearing.FORBIDDEN);
    }
  }
}
