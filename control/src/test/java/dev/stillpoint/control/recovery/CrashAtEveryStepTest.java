package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.control.disk.DiskReset;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.recovery.Finding.Kind;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.Calls;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.PolicyCalls;
import dev.stillpoint.control.world.SimulatedCrash;
import dev.stillpoint.control.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation dies at every named step that it passes; after the restart catalog, engine and
 * exports agree, and the operation can be repeated.
 */
class CrashAtEveryStepTest {
  @TempDir private Path directory;
  private final AtomicInteger worlds = new AtomicInteger();

  /** What is there before the operation. */
  record Scene(
      World world, Calls calls, String instance, List<String> disks, String spare, String group) {
    String data() {
      return disks.get(1);
    }
  }

  /** An operation, and what must hold once it was repeated after the crash. */
  enum Operation {
    CREATE_GROUP {
      @Override
      void run(Scene scene) throws Refusal {
        GroupCall call = new GroupCall();
        call.instance = scene.instance();
        call.token = "once";
        scene.calls().group(call);
      }

      @Override
      void holds(Scene scene) throws Refusal {
        List<GroupView> groups = scene.calls().groups(null);
        assertThat(groups.stream().filter(g -> g.status().equals("accomplished")))
            .as("the one of the scene and the one that was asked for")
            .hasSize(2);
        assertThat(groups).noneMatch(g -> g.status().equals("progressing"));
      }
    },
    CREATE_SNAPSHOT {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().snapshot(scene.data(), "once");
      }

      @Override
      void holds(Scene scene) throws Refusal {
        assertThat(
                scene.calls().snapshots(null).stream()
                    .filter(s -> s.snapshotGroupId().isEmpty())
                    .filter(s -> s.status().equals("accomplished")))
            .hasSize(1);
      }
    },
    CREATE_DISK {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().disk("cloud_essd", World.ZONE, 20, null, "once");
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().volumes()).hasSize(5);
      }
    },
    CLONE_DISK {
      @Override
      void run(Scene scene) throws Refusal {
        String snapshot = scene.calls().group(scene.group()).members().get(1).snapshotId();
        scene.calls().disk("cloud_essd", World.ZONE, null, snapshot, "once");
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().volumes()).hasSize(5);
      }
    },
    DELETE_DISK {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().deleteDisk(scene.spare());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().volumes()).hasSize(3);
      }
    },
    ATTACH_DISK {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().attach(scene.spare(), scene.instance());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().gate().names()).contains(scene.spare());
      }
    },
    DETACH_DISK {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().detach(scene.data(), scene.instance());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().gate().names()).doesNotContain(scene.data());
      }
    },
    RUN_INSTANCES {
      @Override
      void run(Scene scene) throws Refusal {
        DiskSpec disk =
            new DiskSpec(
                null, 20, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
        scene
            .world()
            .control()
            .instances()
            .run(scene.world().caller(), scene.calls().run(2, List.of(disk), "once"));
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().volumes()).hasSize(4 + 4);
      }
    },
    STOP_INSTANCE {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().stop(scene.instance());
      }

      @Override
      void holds(Scene scene) throws Refusal {
        assertThat(scene.calls().instanceView(scene.instance()).status()).isEqualTo("Stopped");
      }
    },
    START_INSTANCE {
      @Override
      void prepare(Scene scene) throws Refusal {
        scene.calls().stop(scene.instance());
      }

      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().start(scene.instance());
      }

      @Override
      void holds(Scene scene) throws Refusal {
        assertThat(scene.calls().instanceView(scene.instance()).status()).isEqualTo("Running");
      }
    },
    RESET_DISKS {
      @Override
      void prepare(Scene scene) throws Refusal {
        scene.calls().stop(scene.instance());
      }

      @Override
      void run(Scene scene) throws Refusal {
        scene
            .calls()
            .reset(
                scene.calls().group(scene.group()).members().stream()
                    .map(m -> new DiskReset(m.sourceDiskId(), m.snapshotId()))
                    .toList());
      }

      @Override
      void holds(Scene scene) throws Refusal {
        assertThat(scene.calls().groups(null).stream().filter(GroupView::automatic))
            .isNotEmpty()
            .allMatch(g -> g.status().equals("accomplished"));
        assertThat(scene.calls().disks(null)).noneMatch(d -> d.status().equals("ReIniting"));
      }
    },
    DELETE_SNAPSHOT {
      @Override
      void run(Scene scene) throws Refusal {
        scene
            .calls()
            .deleteSnapshot(scene.calls().group(scene.group()).members().getFirst().snapshotId());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().images().size()).isLessThan(3);
      }
    },
    DELETE_GROUP {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().deleteGroup(scene.group());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().images()).isEmpty();
      }
    },
    RUN_POLICY {
      @Override
      void prepare(Scene scene) throws Refusal {
        PolicyCalls policies = new PolicyCalls(scene.world());
        policies.apply(policies.policy(List.of("17"), 9, null), scene.disks().subList(0, 1));
        policies.apply(policies.policy(List.of("17"), 9, "Policy"), scene.disks().subList(1, 3));
        scene.world().pass(Duration.ofHours(1));
      }

      @Override
      void run(Scene scene) {
        new PolicyCalls(scene.world()).run();
      }

      @Override
      void holds(Scene scene) throws Refusal {
        List<SnapshotView> made = new PolicyCalls(scene.world()).automatic();
        assertThat(made).as("one for each disk, none twice").hasSize(3);
        assertThat(made.stream().map(SnapshotView::snapshotGroupId).distinct()).hasSize(2);
      }
    },
    DELETE_INSTANCE {
      @Override
      void run(Scene scene) throws Refusal {
        scene.calls().deleteInstance(scene.instance());
      }

      @Override
      void holds(Scene scene) {
        assertThat(scene.world().engine().volumes()).hasSize(1);
      }
    };

    void prepare(Scene scene) throws Refusal {}

    abstract void run(Scene scene) throws Refusal;

    abstract void holds(Scene scene) throws Refusal;
  }

  private Scene scene(Interruptible operation) throws Exception {
    World world = new World(directory.resolve("world" + worlds.incrementAndGet()));
    Calls calls = new Calls(world);
    String instance = calls.instance(2);
    String spare = calls.disk(20);
    GroupCall call = new GroupCall();
    call.instance = instance;
    String group = calls.group(call);
    Scene scene = new Scene(world, calls, instance, calls.disksOf(instance), spare, group);
    operation.prepare(scene);
    world.forgetSteps();
    return scene;
  }

  private Set<CrashPoint> steps(Interruptible operation) throws Exception {
    Scene scene = scene(operation);
    try (World world = scene.world()) {
      operation.run(scene);
      assertThat(world.findings()).isEmpty();
      operation.holds(scene);
      return world.steps();
    }
  }

  static Stream<Interruptible> operations() {
    return Stream.of(
            Arrays.stream(Operation.values()).map(Listed::new),
            Arrays.stream(InstanceOperation.values()),
            Arrays.stream(DiskOperation.values()))
        .flatMap(list -> list);
  }

  /** One of those above. */
  record Listed(Operation operation) implements Interruptible {
    @Override
    public void prepare(Scene scene) throws Refusal {
      operation.prepare(scene);
    }

    @Override
    public void run(Scene scene) throws Refusal {
      operation.run(scene);
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      operation.holds(scene);
    }

    @Override
    public String toString() {
      return operation.name();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void survives(Interruptible operation) throws Exception {
    Set<CrashPoint> steps = steps(operation);
    assertThat(steps).isNotEmpty();
    for (CrashPoint point : steps) {
      Scene scene = scene(operation);
      try (World world = scene.world()) {
        world.crashAt(point);
        assertThatThrownBy(() -> operation.run(scene)).isInstanceOf(SimulatedCrash.class);
        assertThat(offline(world))
            .as("what a check finds after a crash at %s, before anything is settled", point)
            .allMatch(finding -> finding.kind() == Kind.INTENT || finding.kind() == Kind.TOKEN);
        world.restart();
        assertThat(world.findings()).as("after a crash at %s", point).isEmpty();
        repeat(operation, scene);
        assertThat(world.findings()).as("after a crash at %s and again", point).isEmpty();
        operation.holds(scene);
        world.restart();
        assertThat(world.settled()).as("nothing is left to settle").isEmpty();
      }
    }
  }

  /**
   * The confirmation of what was frozen is not synced: the machine may lose it and nothing else.
   */
  @Test
  void survivesThatTheMachineLosesAConfirmationThatWasNotSynced() throws Exception {
    Set<String> confirmed = new TreeSet<>();
    for (Interruptible operation : operations().toList()) {
      if (steps(operation).contains(CrashPoint.FREEZE_CONFIRMED)) {
        confirmed.add(operation.toString());
        Scene scene = scene(operation);
        try (World world = scene.world()) {
          world.rememberCatalogAt(CrashPoint.FREEZE_DONE);
          world.crashAt(CrashPoint.FREEZE_CONFIRMED);
          assertThatThrownBy(() -> operation.run(scene)).isInstanceOf(SimulatedCrash.class);
          world.cutPower();
          assertThat(world.findings()).as("after a power cut in %s", operation).isEmpty();
          repeat(operation, scene);
          assertThat(world.findings()).as("and again").isEmpty();
          operation.holds(scene);
        }
      }
    }
    assertThat(confirmed).contains("CREATE_GROUP", "CREATE_SNAPSHOT", "RUN_POLICY");
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_GROUP", "CREATE_SNAPSHOT"})
  void anAnswerStandsAlthoughTheMachineLosesTheConfirmation(Operation operation) throws Exception {
    Scene scene = scene(new Listed(operation));
    try (World world = scene.world()) {
      world.rememberCatalogAt(CrashPoint.FREEZE_DONE);
      operation.run(scene);
      List<GroupView> groups = scene.calls().groups(null);
      List<SnapshotView> snapshots = scene.calls().snapshots(null);
      world.cutPower();
      assertThat(world.settled()).as("the power cut took the confirmation").isNotEmpty();
      assertThat(world.findings()).isEmpty();
      assertThat(scene.calls().groups(null)).isEqualTo(groups);
      assertThat(scene.calls().snapshots(null)).isEqualTo(snapshots);
      operation.run(scene);
      assertThat(scene.calls().snapshots(null))
          .as("the token remembers, nothing is made twice")
          .isEqualTo(snapshots);
      world.restart();
      assertThat(world.settled()).isEmpty();
    }
  }

  /** As {@code stillpoint check} sees it, which knows no exports. */
  private static List<Finding> offline(World world) {
    return Consistency.check(world.catalog(), world.engine(), Optional.empty());
  }

  /** A client that got no answer asks again; what took place is refused then, or replayed. */
  private static void repeat(Interruptible operation, Scene scene) {
    try {
      operation.run(scene);
    } catch (Refusal e) {
      assertThat(e.code().code())
          .as("the refusal of something that is done already")
          .containsAnyOf(
              "NotFound", "NoChange", "InUse", "AlreadyDetached", "IncorrectInstanceStatus");
    }
  }

  @Test
  void everyNamedStepIsPassedBySomeOperation() throws Exception {
    Set<CrashPoint> passed = EnumSet.noneOf(CrashPoint.class);
    for (Interruptible operation : operations().toList()) {
      passed.addAll(steps(operation));
    }
    assertThat(passed).containsExactlyInAnyOrder(CrashPoint.values());
  }
}
