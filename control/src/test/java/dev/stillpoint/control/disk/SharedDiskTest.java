package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharingError;
import dev.stillpoint.control.key.KeyCalls;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.Encrypted;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disks that several instances hold together. */
class SharedDiskTest extends InAWorld {
  private String one;
  private String two;
  private String disk;

  @BeforeEach
  void aDiskForSeveral() throws Exception {
    one = calls.instance(0);
    two = calls.instance(0);
    disk = calls.sharedDisk(20);
  }

  @Test
  void anInstanceDoesNotStartWithoutTheKeyOfADiskThatItShares() throws Exception {
    String key = new KeyCalls(world).create(world.caller());
    calls.attach(new Encrypted(world).sharedDisk(key), one);
    calls.stop(one);
    new KeyCalls(world).disable(world.caller(), key);
    refused(GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED, () -> calls.start(one));
    assertThat(calls.instanceView(one).status()).isEqualTo("Stopped");
    new KeyCalls(world).enable(world.caller(), key);
    calls.start(one);
  }

  private DiskView view() throws Refusal {
    return calls.disks(List.of(disk)).getFirst();
  }

  private List<String> names() {
    return world.gate().names().stream().filter(name -> name.endsWith(disk)).toList();
  }

  private void attach(AttachDisk request) throws Refusal {
    world.control().disks().attach(world.caller(), request);
  }

  @Test
  void eachHolderHasANameOfItsOwnAndAllHaveOneTogether() throws Exception {
    assertThat(view().multiAttach()).isEqualTo("Enabled");
    calls.attach(disk, one);
    calls.attach(disk, two);
    assertThat(names()).containsExactlyInAnyOrder(disk, one + "/" + disk, two + "/" + disk);
    assertThat(view().status()).isEqualTo("In_use");
    assertThat(view().instanceId()).isEmpty();
    assertThat(view().holders())
        .extracting(DiskHolder::instanceId)
        .containsExactlyInAnyOrder(one, two);
    assertThat(view().holders()).allMatch(holder -> holder.device().equals("/dev/xvdb"));
    assertThat(world.gate().target(one + "/" + disk)).isEqualTo(world.gate().target(disk));
    world.restart();
    assertThat(names()).hasSize(3);
  }

  @Test
  void whoLetsGoIsSentAwayWithAllWhoseNameIsNotKnown() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    calls.detach(disk, one);
    assertThat(names()).containsExactlyInAnyOrder(disk, two + "/" + disk);
    assertThat(world.gate().ended())
        .contains(one + "/" + disk + " GRACEFUL", disk + " GRACEFUL cut");
    assertThat(view().status()).isEqualTo("In_use");
    calls.detach(disk, two);
    assertThat(names()).isEmpty();
    assertThat(view().status()).isEqualTo("Available");
    assertThat(view().holders()).isEmpty();
    calls.deleteDisk(disk);
  }

  @Test
  void aStoppedHolderLeavesTheOthersAlone() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    calls.stop(one);
    assertThat(names()).containsExactlyInAnyOrder(disk, two + "/" + disk);
    calls.stop(two);
    assertThat(names()).isEmpty();
    calls.start(one);
    assertThat(names()).containsExactlyInAnyOrder(disk, one + "/" + disk);
    world.restart();
    assertThat(names()).containsExactlyInAnyOrder(disk, one + "/" + disk);
  }

  @Test
  void aDeletedHolderLetsGoAndTheDiskStays() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    calls.deleteInstance(one);
    assertThat(names()).containsExactlyInAnyOrder(disk, two + "/" + disk);
    calls.deleteInstance(two);
    assertThat(view().status()).isEqualTo("Available");
    assertThat(names()).isEmpty();
  }

  @Test
  void aHolderIsFoundByItsDisksAndCountsThem() throws Exception {
    String own = calls.disk(20);
    calls.attach(disk, one);
    calls.attach(own, one);
    assertThat(calls.disks(List.of(own)).getFirst().device()).isEqualTo("/dev/xvdc");
    DescribeDisks all = calls.describeDisks(null, null);
    assertThat(world.control().disks().describe(world.caller(), ofInstance(all, one)).items())
        .extracting(DiskView::diskId)
        .contains(disk, own)
        .hasSize(3);
  }

  private static DescribeDisks ofInstance(DescribeDisks all, String instance) {
    return new DescribeDisks(
        all.regionId(),
        null,
        instance,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void neitherASnapshotNorAGroupHoldsASharedDisk() throws Exception {
    calls.attach(disk, one);
    refused(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, () -> calls.snapshot(disk));
    refused(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, () -> calls.groupOf(disk));
    GroupCall call = new GroupCall();
    call.instance = one;
    refused(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, () -> calls.group(call));
    call.exclude = List.of(disk);
    assertThat(calls.group(calls.group(call)).members()).hasSize(1);
    calls.stop(one);
    refused(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, () -> calls.reinit(disk));
  }

  @Test
  void whatBelongsToOneHolderIsRefused() throws Exception {
    refused(
        SharingError.CAN_NOT_ATTACH_MULTI_ATTACH_DISK_AS_SYSTEM_DISK,
        () -> attach(new AttachDisk(one, disk, null, null, true, null)));
    refused(
        SharingError.FORCE_MULTI_ATTACH_DISK_NOT_SUPPORTED,
        () -> attach(new AttachDisk(one, disk, null, null, null, true)));
    refused(
        DiskChangeError.DELETE_WITH_INSTANCE_CONFLICT,
        () -> attach(new AttachDisk(one, disk, true, null, null, null)));
    calls.attach(disk, one);
    refused(DiskError.INVALID_DISK_IN_USE, () -> calls.attach(disk, one));
    refused(DiskError.DEPENDENCY_VIOLATION, () -> calls.detach(disk, two));
    refused(
        DiskChangeError.DELETE_WITH_INSTANCE_CONFLICT,
        () -> world.control().disks().detach(world.caller(), new DetachDisk(one, disk, true)));
    refused(
        DiskChangeError.INVALID_OPERATION_MULTI_ATTACH_DISK_NOT_SUPPORT_RESIZE_ONLINE,
        () -> calls.resize(disk, 40, "online", null));
    refused(GroupError.INCORRECT_DISK_STATUS, () -> calls.deleteDisk(disk));
    calls.detach(disk, one);
    refused(DiskError.INVALID_DISK_ALREADY_DETACHED, () -> calls.detach(disk, one));
  }

  @Test
  void sixteenMayHoldItAndNoMore() throws Exception {
    List<String> holders = new ArrayList<>(List.of(one, two));
    holders.addAll(world.control().instances().run(world.caller(), calls.run(14, List.of(), null)));
    for (String holder : holders) {
      calls.attach(disk, holder);
    }
    String next = calls.instance(0);
    refused(SharingError.DISK_ATTACHED_NUMBER_EXCEEDED, () -> calls.attach(disk, next));
    calls.detach(disk, two);
    calls.attach(disk, next);
    assertThat(view().holders()).hasSize(16);
  }

  @Test
  void aResizeIsShownOnceNobodyRunsThatKnowsTheOldSize() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    calls.resize(disk, 40, null, null);
    calls.stop(one);
    calls.start(one);
    assertThat(shown(one + "/" + disk)).isEqualTo(20);
    calls.stop(one);
    calls.stop(two);
    calls.start(two);
    assertThat(shown(disk)).isEqualTo(40);
    assertThat(shown(two + "/" + disk)).isEqualTo(40);
  }

  @Test
  void afterAPowerCutEachHolderIsLetInOnceItWasRestarted() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    world.loseAnswers();
    assertThat(names()).isEmpty();
    assertThat(world.gate().barred())
        .containsKeys(disk, one + "/" + disk, two + "/" + disk)
        .extractingByKey(disk)
        .asString()
        .contains(one, two);
    assertThat(calls.instanceView(one).staleDiskIds()).contains(disk);
    calls.stop(one);
    calls.start(one);
    assertThat(calls.instanceView(one).staleDiskIds()).isEmpty();
    assertThat(calls.instanceView(two).staleDiskIds()).contains(disk);
    assertThat(names()).containsExactly(one + "/" + disk);
    assertThat(world.findings()).isEmpty();
    world.restart();
    assertThat(names()).as("whoever comes by the common name may be the other").hasSize(1);
    calls.stop(two);
    assertThat(names()).containsExactlyInAnyOrder(disk, one + "/" + disk);
    calls.start(two);
    assertThat(names()).hasSize(3);
    assertThat(world.control().operator().disks()).isEmpty();
  }

  @Test
  void whoLetsGoOrComesAfterAPowerCutIsNotStale() throws Exception {
    calls.attach(disk, one);
    calls.attach(disk, two);
    world.loseAnswers();
    String three = calls.instance(0);
    calls.attach(disk, three);
    assertThat(names()).containsExactly(three + "/" + disk);
    calls.detach(disk, one);
    assertThat(names()).containsExactly(three + "/" + disk);
    assertThat(world.gate().barred()).containsKeys(disk, two + "/" + disk);
    calls.stop(three);
    assertThat(names()).isEmpty();
    assertThat(world.gate().barred()).as("it still says why").containsKey(disk);
    calls.start(three);
    calls.deleteInstance(two);
    assertThat(names()).containsExactlyInAnyOrder(disk, three + "/" + disk);
    calls.attach(disk, one);
    assertThat(names()).hasSize(3);
  }

  private long shown(String name) {
    return ((ExportTarget.Volume) world.gate().target(name)).sizeBytes() >> 30;
  }

  @Test
  void onlyAnEssdDiskIsForSeveral() throws Exception {
    refused(
        SharingError.DISK_CATEGORY_AND_MULTI_ATTACH_NOT_MATCH,
        () -> calls.sharedDisk("cloud_auto", World.ZONE, null));
    refused(
        SharingError.MULTI_ATTACH_AND_INSTANCE_ID_CONFLICT,
        () -> calls.sharedDisk("cloud_essd", null, one));
  }
}
