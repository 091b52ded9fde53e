package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.SimulatedCrash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found after a crash, and what is made of it. */
class ReconciliationTest extends InAWorld {
  private GroupCall tokened(String instance) {
    GroupCall call = new GroupCall();
    call.instance = instance;
    call.token = "token";
    return call;
  }

  private void die(CrashPoint point, GroupCall call) throws Exception {
    world.crashAt(point);
    assertThatThrownBy(() -> calls.group(call)).isInstanceOf(SimulatedCrash.class);
    world.restart();
  }

  @Test
  void aGroupThatIsOnlyIntendedFailsAndItsTokenIsFree() throws Exception {
    String instance = calls.instance(1);
    die(CrashPoint.FREEZE_INTENDED, tokened(instance));
    GroupView failed = calls.groups(null).getFirst();
    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.cutLsn()).isNull();
    String again = calls.group(tokened(instance));
    assertThat(again).isNotEqualTo(failed.snapshotGroupId());
    assertThat(calls.group(again).status()).isEqualTo("accomplished");
  }

  @Test
  void manyDeletionsThatBrokeOffAreSettledTogether() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int i = 0; i <= BlockEngine.GROUP_MEMBERS_MAX; i++) {
      String snapshot = calls.snapshot(disk);
      world
          .catalog()
          .write(tables -> {
            tables.snapshots().setState(snapshot, SnapshotState.DELETING, 0);
            return snapshot;
          });
    }
    world.restart();
    assertThat(world.engine().images()).isEmpty();
    assertThat(world.settled()).hasSize(BlockEngine.GROUP_MEMBERS_MAX + 1);
  }

  @ParameterizedTest
  @CsvSource({"1, token", "2, token", "3, token", "1,", "2,", "3,"})
  void instancesOfOneRequestAreGivenUpTogether(int volumesMade, String token) throws Exception {
    world.crashAt(CrashPoint.RUN_HALF_MADE, volumesMade);
    assertThatThrownBy(() -> run(token)).isInstanceOf(SimulatedCrash.class);
    assertThat(world.engine().volumes()).hasSize(volumesMade);
    world.restart();
    assertThat(world.engine().volumes()).isEmpty();
    assertThat(world.settled()).filteredOn(line -> line.contains("was given up")).hasSize(2);
    assertThat(run(token)).hasSize(2);
    assertThat(world.engine().volumes()).hasSize(4);
  }

  @Test
  void instancesOfOneRequestThatHaveAllDisksRunAndAreAnsweredAgain() throws Exception {
    world.crashAt(CrashPoint.RUN_HALF_MADE, 4);
    assertThatThrownBy(() -> run("token")).isInstanceOf(SimulatedCrash.class);
    world.restart();
    List<String> ids = run("token");
    assertThat(ids).hasSize(2);
    assertThat(world.engine().volumes()).hasSize(4);
    for (String id : ids) {
      assertThat(calls.instanceView(id).status()).isEqualTo("Running");
    }
  }

  /** Two instances with a system and a data disk each. */
  private List<String> run(String token) throws Refusal {
    DiskSpec data =
        new DiskSpec(
            null, 20, null, null, null, null, null, null, null, null, null, null, null, null, null);
    return world.control().instances().run(world.caller(), calls.run(2, List.of(data), token));
  }

  @Test
  void aGroupThatTheEngineHasGoesOnAndItsTokenGivesItsName() throws Exception {
    String instance = calls.instance(1);
    die(CrashPoint.FREEZE_DONE, tokened(instance));
    GroupView group = calls.groups(null).getFirst();
    assertThat(group.status()).isEqualTo("accomplished");
    assertThat(group.cutLsn()).isEqualTo(world.engine().groups().getFirst().cut().lsn().value());
    assertThat(calls.group(tokened(instance))).isEqualTo(group.snapshotGroupId());
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void anUploadThatWasCutOffGoesOn() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.upload((items, progress) -> progress.reached(ids(items), 40));
    String group = calls.groupOf(disk);
    assertThat(calls.group(group).status()).isEqualTo("progressing");
    assertThat(calls.group(group).members().getFirst().progressPercent()).isEqualTo(40);
    assertThat(calls.group(group).members().getFirst().available()).isTrue();
    world.upload(SnapshotUpload.NONE);
    world.restart();
    assertThat(calls.group(group).status()).isEqualTo("accomplished");
    assertThat(calls.group(group).members().getFirst().progressPercent()).isEqualTo(100);
  }

  private static List<String> ids(List<SnapshotUpload.Item> items) {
    return items.stream().map(SnapshotUpload.Item::snapshotId).toList();
  }

  @Test
  void whatNoRowNamesIsKeptAndReported() throws Exception {
    world.engine().createVolume(new VolumeId(900), 4096);
    world
        .engine()
        .freeze(new GroupId(900), List.of(new Freeze(new VolumeId(900), new ImageId(900))));
    world.restart();
    assertThat(world.findings())
        .extracting(Finding::subject)
        .containsExactly("volume 900", "image 900", "group 900");
    assertThat(world.findings()).allMatch(f -> f.kind() == Finding.Kind.UNKNOWN);
    world.engine().deleteImages(List.of(new ImageId(900)));
    world.engine().deleteVolume(new VolumeId(900));
  }

  @Test
  void aRunningInstanceIsRunningAgainAndItsExportsAreOpen() throws Exception {
    String running = calls.instance(1);
    String stopped = calls.instance(1);
    calls.stop(stopped);
    String group = calls.groupOf(calls.disksOf(running).getLast());
    world.restart();
    assertThat(calls.instanceView(running).status()).isEqualTo("Running");
    assertThat(calls.instanceView(stopped).status()).isEqualTo("Stopped");
    assertThat(world.gate().names())
        .containsAll(calls.disksOf(running))
        .doesNotContainAnyElementsOf(calls.disksOf(stopped))
        .contains(calls.group(group).members().getFirst().snapshotId());
  }

  @Test
  void theCheckerSeesWhatIsMissing() throws Exception {
    String disk = calls.disk(20);
    VolumeId volume = new VolumeId(world.disk(disk).volume());
    world.engine().deleteVolume(volume);
    assertThat(world.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DISK);
    world.engine().createVolume(volume, 4096);
    assertThat(world.findings().getFirst().sentence()).contains("4096 bytes, not 20 GiB");
    world.engine().deleteVolume(volume);
    world.engine().createVolume(volume, 20L << 30);
    String open = calls.disksOf(calls.instance(0)).getFirst();
    var target = world.gate().target(open);
    world.gate().withdraw(open, dev.stillpoint.control.port.ExportGate.Withdrawal.IMMEDIATE);
    assertThat(world.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.EXPORT);
    world.gate().publish(open, target);
  }

  @Test
  void anIoFaultLeavesTheIntentAndTheTokenUntilTheNextStartKnows() throws Exception {
    String instance = calls.instance(1);
    world
        .engine()
        .failNext(new dev.stillpoint.block.BlockFault.Io("sync failed", new java.io.IOException()));
    refused(SharedError.INTERNAL_ERROR, () -> calls.group(tokened(instance)));
    refused(SharedError.IDEMPOTENT_PROCESSING, () -> calls.group(tokened(instance)));
    assertThat(calls.groups(null).getFirst().status()).isEqualTo("progressing");
    world.restart();
    assertThat(calls.groups(null).getFirst().status()).isEqualTo("failed");
    assertThat(calls.group(calls.group(tokened(instance))).status()).isEqualTo("accomplished");
  }
}
