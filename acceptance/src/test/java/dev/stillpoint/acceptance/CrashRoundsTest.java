package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.acceptance.CrashOperator.Call;
import dev.stillpoint.acceptance.Lane.Tearing;
import dev.stillpoint.server.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process is killed again and again while disks of two instances are written and groups,
 * copies and rollbacks are made; each time the next one must serve a moment that explains
 * everything that its clients were told. {@code -Dseed=} repeats the choices (not the machine's
 * timing), {@code -Drounds=} makes it longer.
 */
@Tag("slow")
class CrashRoundsTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 24);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final long QUIET_MILLIS = 2_000;

  /** Small, so that segments are written again and the cleaner has work. */
  private static final String POOL = "pool.size = 1GiB";

  /** When a round's server ends. */
  private enum Moment {
    ANY(Optional.empty()),
    CREATE_GROUP(Optional.of(Call.CREATE_GROUP)),
    RESET(Optional.of(Call.RESET)),
    CLONE(Optional.of(Call.CLONE)),
    DELETE_GROUP(Optional.of(Call.DELETE_GROUP)),
    /** Long after the last answer, none of which a flush vouched for. */
    QUIET(Optional.empty()),
    /** Not killed but told to end, while everything goes on. */
    ORDERLY(Optional.empty());

    private final Optional<Call> aim;

    Moment(Optional<Call> aim) {
      this.aim = aim;
    }
  }

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final CrashWorld world = new CrashWorld();

  @Test
  void everyMomentThatAKilledServerLeavesExplainsAllItsAnswers() throws Exception {
    System.out.println("crash rounds: -Dseed=" + SEED + " -Drounds=" + ROUNDS);
    Path data = directory.resolve("pool");
    Files.writeString(directory.resolve("conf"), POOL + "\n");
    ServerProcess server = start(data);
    try {
      setUp(server, data);
      for (int round = 0; round < ROUNDS; round++) {
        Moment moment = Moment.values()[round % Moment.values().length];
        try {
          server = play(server, data, moment);
        } catch (AssertionError e) {
          throw new AssertionError(
              "round "
                  + round
                  + ", killed at "
                  + moment
                  + ", -Dseed="
                  + SEED
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
      assertThat(server.stop()).isZero();
      assertThat(Tool.run(words("check", "--data", data.toString()))).endsWith("clean\n");
    } finally {
      server.close();
    }
  }

  private ServerProcess start(Path data) throws Exception {
    return ServerProcess.start(data, "--config", directory.resolve("conf").toString());
  }

  private void setUp(ServerProcess server, Path data) throws Exception {
    try (CrashApi api = new CrashApi(server)) {
      for (int i = 0; i < 2; i++) {
        String instanceId = api.runInstance();
        world.instances.add(instanceId);
        world.addDisk(api.newDisk(instanceId), instanceId);
        world.addDisk(api.newDisk(instanceId), instanceId);
      }
      new CrashVerdict(world, api, socket(data)).judge(LaneOperation.NEVER, Tearing.FORBIDDEN);
    }
  }

  private static String[] words(String... arguments) {
    return StillpointCommand.words(arguments).toArray(String[]::new);
  }

  private static Path socket(Path data) {
    return data.resolve("nbd.sock");
  }

  /** Load, the end, the check of what lies there, a new server, the verdict. */
  private ServerProcess play(ServerProcess server, Path data, Moment moment) throws Exception {
    world.begin();
    long inBefore = loadUntilTheEnd(server, data, moment);
    world.throwFaults();
    assertClean(data);
    ServerProcess next = start(data);
    try (CrashApi api = new CrashApi(next)) {
      boolean crash = moment != Moment.QUIET && moment != Moment.ORDERLY;
      new CrashVerdict(world, api, socket(data))
          .judge(inBefore, crash ? Tearing.ALLOWED : Tearing.FORBIDDEN);
    } catch (Exception | AssertionError e) {
      next.close();
      throw e;
    }
    return next;
  }

  /** Answers the stamp before which everything that was answered must be there. */
  private long loadUntilTheEnd(ServerProcess server, Path data, Moment moment) throws Exception {
    try (CrashApi api = new CrashApi(server)) {
      CrashLoad load = new CrashLoad(socket(data), world, random.split());
      for (String diskId : world.lanes.keySet()) {
        load.start(diskId);
      }
      CountDownLatch aimed = new CountDownLatch(1);
      List<Thread> operators = operators(api, load, moment, aimed);
      long inBefore = end(server, moment, load, aimed);
      for (Thread operator : operators) {
        operator.join();
      }
      load.joinAll();
      return inBefore == LaneOperation.NEVER ? inBefore : world.flushed.get();
    }
  }

  private List<Thread> operators(
      CrashApi api, CrashLoad load, Moment moment, CountDownLatch aimed) {
    List<Call> bold = moment.aim.map(List::of).orElse(List.of(Call.RESET, Call.CLONE, Call.CLONE));
    if (moment == Moment.QUIET) {
      return List.of();
    }
    CrashOperator frequent =
        new CrashOperator(world, api, load, random.split(), Optional.empty(), aimed);
    CrashOperator aiming = new CrashOperator(world, api, load, random.split(), moment.aim, aimed);
    return List.of(
        Thread.ofVirtual()
            .start(() ->
                frequent.repeat(
                    List.of(Call.CREATE_GROUP, Call.CREATE_GROUP, Call.DELETE_GROUP), 80)),
        Thread.ofVirtual().start(() -> aiming.repeat(bold, 400)));
  }

  /** {@link LaneOperation#NEVER} if every answer must hold, whether flushed or not. */
  private long end(ServerProcess server, Moment moment, CrashLoad load, CountDownLatch aimed)
      throws Exception {
    switch (moment) {
      case ANY -> Thread.sleep(random.nextInt(100, 1500));
      case CREATE_GROUP, RESET, CLONE, DELETE_GROUP -> {
        boolean called = aimed.await(30, TimeUnit.SECONDS);
        world.throwFaults();
        assertThat(called).as("%s is called", moment).isTrue();
        TimeUnit.MICROSECONDS.sleep(random.nextInt(12_000));
      }
      case QUIET -> {
        Thread.sleep(random.nextInt(100, 500));
        load.stop();
        load.joinAll();
        Thread.sleep(QUIET_MILLIS);
      }
      case ORDERLY -> {
        Thread.sleep(random.nextInt(100, 1000));
        world.killing.set(true);
        assertThat(server.stop()).as("exit code after SIGTERM under load").isZero();
      }
    }
    world.killing.set(true);
    server.kill();
    boolean every = moment == Moment.QUIET || moment == Moment.ORDERLY;
    return every ? LaneOperation.NEVER : 0;
  }

  /** What lies there after the end, before anybody settles it. */
  private static void assertClean(Path data) {
    StringWriter said = new StringWriter();
    int code = Check.run(data, false, new PrintWriter(said));
    assertThat(code).as(said.toString()).isEqualTo(Check.CLEAN);
  }
}
