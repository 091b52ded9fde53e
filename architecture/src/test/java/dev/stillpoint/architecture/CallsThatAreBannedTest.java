package dev.stillpoint.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time and chance come in by constructor, so that a simulator can repeat a run from its seed. */
class CallsThatAreBannedTest {
  private static final String[] SHELL = {
    "dev.stillpoint.engine.io.file..",
    "dev.stillpoint.nbd.server..",
    "dev.stillpoint.nbd.socket..",
    "dev.stillpoint.server..",
    "dev.stillpoint.cli..",
    "dev.stillpoint.client..",
    "dev.stillpoint.demo..",
    "dev.stillpoint.bench.."
  };

  /**
   * Doors that hand real time, chance and threads to what stands behind them: the engine's and the
   * NBD server's, and the endless run of the simulator, which looks at the clock to know its end.
   */
  private static final Set<String> DOORS =
      Set.of(
          "dev.stillpoint.engine.EmbeddedEngine",
          "dev.stillpoint.nbd.NbdServer",
          "dev.stillpoint.simulator.Soak");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.InstantSource.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private static final Set<String> CHANCE =
      Set.of(
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.Random.<init>",
          "java.util.SplittableRandom.<init>",
          "java.security.SecureRandom.<init>",
          "java.util.random.RandomGenerator.getDefault");

  @Test
  void theClockIsReadInTheShellOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SHELL)
        .and(describe("are no door", type -> !DOORS.contains(type.getFullName())))
        .should()
        .accessTargetWhere(describe("the target is a clock", a -> isClock(a)))
        .because("java.time.InstantSource or the room's own ticker comes in by constructor")
        .check(Rooms.product());
  }

  @Test
  void chanceIsMadeInTheShellOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SHELL)
        .and(describe("are no door", type -> !DOORS.contains(type.getFullName())))
        .should()
        .accessTargetWhere(describe("the target makes chance", a -> makesChance(a)))
        .because("java.util.random.RandomGenerator comes in by constructor")
        .check(Rooms.product());
  }

  private static boolean isClock(JavaAccess<?> access) {
    boolean now =
        access.getTargetOwner().getPackageName().equals("java.time")
            && access.getName().equals("now");
    return now || CLOCKS.contains(target(access));
  }

  /** A generator that is given its seed repeats itself and is welcome everywhere. */
  private static boolean makesChance(JavaAccess<?> access) {
    boolean seeded =
        access.getName().equals("<init>") && access.getTarget().getFullName().contains("(long)");
    return !seeded && CHANCE.contains(target(access));
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName() + "." + access.getName();
  }
}
