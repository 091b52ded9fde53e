package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.instance.RebootInstance;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.PolicyCalls;
import dev.stillpoint.control.world.SimulatedCrash;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine died, and answered writes that nobody flushed may be gone. */
class PowerCutTest extends InAWorld {
  private String instance;
  private List<String> disks;

  @BeforeEach
  void anInstanceRuns() throws Exception {
    instance = calls.instance(1);
    disks = calls.disksOf(instance);
  }

  private void assertStale() throws Exception {
    assertThat(world.gate().names()).doesNotContainAnyElementsOf(disks);
    assertThat(world.gate().barred()).containsOnlyKeys(disks);
    assertThat(calls.instanceView(instance).staleDiskIds()).containsExactlyElementsOf(disks);
    for (String disk : disks) {
      assertThat(world.gate().barred().get(disk)).contains(disk).contains(instance);
      refused(GroupError.INCORRECT_DISK_STATUS_INVALID, () -> calls.snapshot(disk));
    }
    GroupCall call = new GroupCall();
    call.instance = instance;
    refused(GroupError.INCORRECT_DISK_STATUS_INVALID, () -> calls.group(call));
    assertThat(world.control().operator().disks())
        .extracting(MarkRow::subject, MarkRow::mark)
        .containsExactlyElementsOf(
            disks.stream()
                .sorted()
                .map(disk -> org.assertj.core.groups.Tuple.tuple(disk, Mark.ANSWERS_LOST))
                .toList());
  }

  private void assertServed() throws Exception {
    assertThat(world.gate().names()).containsAll(disks);
    assertThat(world.gate().barred()).isEmpty();
    assertThat(world.control().operator().disks()).isEmpty();
    assertThat(calls.instanceView(instance).staleDiskIds()).isEmpty();
    for (String disk : disks) {
      assertThat(calls.snapshot(disk)).startsWith("s-");
    }
  }

  @Test
  void disksOfARunningInstanceStayClosedUntilItWasStoppedAndStarted() throws Exception {
    world.loseAnswers();
    assertThat(calls.instanceView(instance).status()).isEqualTo("Running");
    assertThat(world.engine().answersLost()).as("noted").isFalse();
    assertStale();
    world.restart();
    assertStale();
    calls.stop(instance);
    assertThat(world.gate().barred())
        .as("what a stopped instance has is simply not there")
        .isEmpty();
    refused(GroupError.INCORRECT_DISK_STATUS_INVALID, () -> calls.snapshot(disks.getFirst()));
    world.restart();
    calls.start(instance);
    assertServed();
    world.restart();
    assertServed();
  }

  @Test
  void aRebootIsAStartToo() throws Exception {
    world.loseAnswers();
    world
        .control()
        .instanceChanges()
        .reboot(world.caller(), new RebootInstance(instance, false, false));
    assertServed();
  }

  @Test
  void theDeathOfTheProcessAloneChangesNothing() throws Exception {
    world.restart();
    assertServed();
  }

  @Test
  void aDiskOfAStoppedInstanceOrOfNoneIsNotConcerned() throws Exception {
    String spare = calls.disk(20);
    calls.attach(spare, instance);
    calls.detach(spare, instance);
    calls.stop(instance);
    world.loseAnswers();
    assertThat(world.engine().answersLost()).isFalse();
    assertThat(calls.snapshot(spare)).startsWith("s-");
    assertThat(calls.snapshot(disks.getFirst())).startsWith("s-");
    calls.start(instance);
    assertServed();
  }

  @Test
  void whoWantsThemServedIsServed() throws Exception {
    world.restart(AfterPowerCut.SERVE);
    world.loseAnswers();
    assertThat(world.engine().answersLost()).as("noted").isFalse();
    assertServed();
    world.restart(AfterPowerCut.STALE);
    assertServed();
  }

  @Test
  void whatIsStaleStaysSoWhateverIsWantedOfTheNextPowerCut() throws Exception {
    world.loseAnswers();
    world.restart(AfterPowerCut.SERVE);
    assertStale();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWERS_LOST_MARKED", "ANSWERS_LOST_NOTED"})
  void aCrashOnTheWayLeavesNoDiskServed(CrashPoint point) throws Exception {
    world.crashAt(point);
    assertThatThrownBy(() -> world.loseAnswers()).isInstanceOf(SimulatedCrash.class);
    assertThat(world.gate().names()).doesNotContainAnyElementsOf(disks);
    assertThat(world.engine().answersLost()).isEqualTo(point == CrashPoint.ANSWERS_LOST_MARKED);
    world.restart();
    assertThat(world.engine().answersLost()).isFalse();
    assertStale();
    calls.stop(instance);
    calls.start(instance);
    assertServed();
  }

  @Test
  void aSecondPowerCutIsNoBetterThanOne() throws Exception {
    world.loseAnswers();
    world.loseAnswers();
    assertStale();
  }

  @ParameterizedTest
  @EnumSource(names = {"START_INTENDED", "START_PUBLISHED"})
  void anInstanceThatWasStartingMayHaveHadClients(CrashPoint point) throws Exception {
    calls.stop(instance);
    world.crashAt(point);
    assertThatThrownBy(() -> calls.start(instance)).isInstanceOf(SimulatedCrash.class);
    world.loseAnswers();
    assertThat(calls.instanceView(instance).status()).isEqualTo("Running");
    assertStale();
  }

  @Test
  void aDiskThatMovesToAnotherInstanceIsAFreshDeviceThere() throws Exception {
    String disk = disks.getLast();
    world.loseAnswers();
    calls.detach(disk, instance);
    assertThat(world.gate().barred()).doesNotContainKey(disk);
    calls.attach(disk, calls.instance(0));
    assertThat(world.gate().names()).contains(disk);
    assertThat(calls.snapshot(disk)).startsWith("s-");
    assertThat(world.gate().barred()).containsOnlyKeys(disks.getFirst());
  }

  @Test
  void aStaleDiskCanBeSetBackWhileItsInstanceIsStopped() throws Exception {
    String disk = disks.getLast();
    String snapshot = calls.snapshot(disk);
    world.loseAnswers();
    calls.stop(instance);
    assertThat(calls.resetOne(disk, snapshot)).isNotEmpty();
    calls.start(instance);
    assertServed();
  }

  @Test
  void aStaleDiskGoesWithItsInstance() throws Exception {
    world.loseAnswers();
    calls.deleteInstance(instance);
    assertThat(world.gate().barred()).isEmpty();
    assertThat(world.control().operator().disks()).isEmpty();
  }

  @Test
  void aDeviceThatOnlyFailedIsServedAfterARestart() throws Exception {
    String disk = disks.getLast();
    world.control().operator().deviceFaults().failed(new VolumeId(world.disk(disk).volume()));
    world.restart();
    assertThat(world.gate().names()).contains(disk);
    refused(GroupError.INCORRECT_DISK_STATUS_INVALID, () -> calls.snapshot(disk));
    assertThat(calls.instanceView(instance).staleDiskIds()).containsExactly(disk);
  }

  @Test
  void snapshotsStayOpen() throws Exception {
    String snapshot = calls.snapshot(disks.getLast());
    world.loseAnswers();
    assertThat(world.gate().names()).containsExactly(snapshot);
  }

  @Test
  void aPolicyPassesOverStaleDisksAndFreezesTheOthers() throws Exception {
    String other = calls.instance(1);
    PolicyCalls policies = new PolicyCalls(world);
    String policy = policies.policy(List.of("17"), 9, "Policy");
    policies.apply(policy, List.of(disks.getLast(), calls.disksOf(other).getLast()));
    world.loseAnswers();
    calls.stop(other);
    calls.start(other);
    world.pass(Duration.ofHours(1));
    policies.run();
    assertThat(policies.automatic())
        .extracting(SnapshotView::sourceDiskId)
        .containsExactly(calls.disksOf(other).getLast());
  }

  @Test
  void aCheckThatRepairsLeavesTheChoiceToTheServer() throws Exception {
    world.engine().loseAnswers();
    world.control().reconciliation().settle();
    assertThat(world.engine().answersLost()).isTrue();
    assertServed();
    world.restart();
    assertStale();
  }
}
