package dev.stillpoint.control.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chains of snapshots and what they occupy; the archive. */
class SnapshotChainsTest extends InAWorld {
  private static final int BLOCK = 4096;

  private String instance;
  private String disk;

  @BeforeEach
  void aDiskWithOneBlock() throws Exception {
    instance = calls.instance(1);
    disk = calls.disksOf(instance).get(1);
    world.write(disk, 0, 1);
  }

  private List<SnapshotLinkView> links(String ofInstance, List<String> disks, List<String> links)
      throws Refusal {
    return world
        .control()
        .snapshotChains()
        .describe(
            world.caller(), new DescribeSnapshotLinks(World.REGION, ofInstance, disks, links, null))
        .items();
  }

  private SnapshotTotals totals() throws Refusal {
    return world.control().snapshotChains().totals(world.caller(), World.REGION);
  }

  private void archive(String snapshot, Integer days) throws Refusal {
    world.control().snapshots().changeCategory(world.caller(), snapshot, "Archive", days);
  }

  @Test
  void aChainOccupiesItsFirstSnapshotAndWhatWasWrittenBetweenTheOthers() throws Exception {
    String first = calls.snapshot(disk);
    world.write(disk, 0, 2);
    world.write(disk, 1, 2);
    String second = calls.snapshot(disk);
    calls.snapshot(disk);
    SnapshotLinkView link = links(null, null, null).getFirst();
    assertThat(link.snapshotLinkId()).isEqualTo("sl-" + disk.substring(2));
    assertThat(link.sourceDiskId()).isEqualTo(disk);
    assertThat(link.instanceId()).isEqualTo(instance);
    assertThat(link.sourceDiskType()).isEqualTo("data");
    assertThat(link.sourceDiskSizeGib()).isEqualTo(20);
    assertThat(link.count()).isEqualTo(3);
    assertThat(link.bytes()).isEqualTo(3 * BLOCK);
    assertThat(calls.snapshots(List.of(first, second)))
        .extracting(SnapshotView::storedBytes)
        .containsExactly((long) BLOCK, 2L * BLOCK);
    assertThat(totals()).isEqualTo(new SnapshotTotals(3, 3 * BLOCK));
    calls.deleteSnapshot(first);
    assertThat(totals())
        .as("the second one is the first now, and whole")
        .isEqualTo(new SnapshotTotals(2, 2 * BLOCK));
  }

  @Test
  void aDiskWhoseSnapshotsAllFailedHasNoChain() throws Exception {
    world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
    refused(SnapshotError.CREATE_SNAPSHOT_FAILED_400, () -> calls.snapshot(disk));
    assertThat(links(null, null, null)).isEmpty();
    assertThat(links(null, List.of(disk), null)).isEmpty();
    calls.snapshot(disk);
    assertThat(links(null, null, null)).hasSize(1);
  }

  @Test
  void whatFailedWhileItWasLockedCanBeDeleted() throws Exception {
    List<String> made = new ArrayList<>();
    world.during(
        CrashPoint.FREEZE_INTENDED,
        () -> {
          SnapshotRow row =
              world
                  .foundation()
                  .catalog()
                  .<SnapshotRow, RuntimeException>read(
                      tables -> tables.snapshots().inTransition().getFirst());
          made.add(row.snapshotId());
          lock(row.snapshotId());
          world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
        });
    refused(SnapshotError.CREATE_SNAPSHOT_FAILED_400, () -> calls.snapshot(disk));
    String failed = made.getFirst();
    assertThat(calls.snapshots(List.of(failed)).getFirst().status()).isEqualTo("failed");
    calls.deleteSnapshot(failed);
    assertThat(calls.snapshots(List.of(failed))).isEmpty();
  }

  private void lock(String snapshotId) {
    try {
      world
          .control()
          .snapshotLocks()
          .lock(
              world.caller(),
              new LockSnapshot(World.REGION, snapshotId, "compliance", 1, 0, null, null));
    } catch (Refusal e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void chainsAreFoundByDiskInstanceAndNameAndStayWhenTheDiskIsGone() throws Exception {
    calls.snapshot(disk);
    String other = calls.disksOf(calls.instance(1)).get(1);
    calls.snapshot(other);
    String link = "sl-" + disk.substring(2);
    assertThat(links(instance, null, null)).hasSize(1);
    assertThat(links(null, List.of(other), null)).hasSize(1);
    assertThat(links(null, List.of(), null)).isEmpty();
    assertThat(links(null, null, List.of(link)))
        .extracting(SnapshotLinkView::sourceDiskId)
        .containsExactly(disk);
    assertThat(links(null, List.of(other), List.of(link))).isEmpty();
    refused(SnapshotError.INVALID_SNAPSHOT_LINK_IDS, () -> links(null, null, List.of("s-1")));
    refused(SnapshotError.INVALID_INSTANCE_ID_NOT_FOUND_400, () -> links("i-bp1none", null, null));
    calls.deleteInstance(instance);
    SnapshotLinkView left = links(null, null, List.of(link)).getFirst();
    assertThat(left.instanceId()).isEmpty();
    assertThat(left.sourceDiskSizeGib()).isEqualTo(20);
  }

  @Test
  void aChainGoesWithItsLastSnapshot() throws Exception {
    String snapshot = calls.snapshot(disk);
    assertThat(links(null, null, null)).hasSize(1);
    calls.deleteSnapshot(snapshot);
    assertThat(links(null, null, null)).isEmpty();
    assertThat(totals()).isEqualTo(new SnapshotTotals(0, 0));
  }

  @Test
  void partsOfTheListNeitherRepeatNorHideAChain() throws Exception {
    for (int i = 0; i < 12; i++) {
      calls.snapshot(calls.disksOf(calls.instance(1)).get(1));
      world.pass(Duration.ofSeconds(1));
    }
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      var page =
          world
              .control()
              .snapshotChains()
              .describe(
                  world.caller(),
                  new DescribeSnapshotLinks(
                      World.REGION, null, null, null, new Paging(null, null, 5, token)));
      page.items().forEach(link -> seen.add(link.snapshotLinkId()));
      token = page.nextToken();
    } while (!token.isEmpty());
    assertThat(seen).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void theArchiveTakesWhatIsOldEnoughAndStaysLongEnough() throws Exception {
    String snapshot = calls.snapshot(disk);
    refused(SnapshotError.INVALID_STATUS_SNAPSHOT_AGE_LIMIT, () -> archive(snapshot, null));
    world.pass(Duration.ofDays(14));
    refused(GroupError.INVALID_RETENTION_DAYS_MALFORMED, () -> archive(snapshot, 73));
    archive(snapshot, 74);
    assertThat(calls.snapshots(List.of(snapshot)).getFirst().category()).isEqualTo("archive");
    assertThat(calls.snapshots(List.of(snapshot)).getFirst().retentionDays()).isEqualTo(74);
    refused(SnapshotError.INVALID_STATUS_SNAPSHOT_IN_ARCHIVE, () -> archive(snapshot, 75));
    assertThat(world.readSnapshot(snapshot, 0)).isEqualTo(1);
    world.pass(Duration.ofDays(60));
    assertThat(world.control().expiry().step()).isEqualTo(1);
  }

  @Test
  void whatASnapshotIsUsedForIsShownAndFiltered() throws Exception {
    String none = calls.snapshot(disk);
    String cloned = calls.snapshot(disk);
    calls.disk("cloud_essd", World.ZONE, null, cloned, null);
    assertThat(used("none")).containsExactly(none);
    assertThat(used("disk")).containsExactly(cloned);
    assertThat(used("image")).isEmpty();
    assertThat(used("image_disk")).isEmpty();
  }

  private List<String> used(String usage) throws Refusal {
    return world
        .control()
        .snapshots()
        .describe(
            world.caller(),
            new DescribeSnapshots(
                World.REGION,
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
                usage,
                null,
                null,
                null,
                null,
                null,
                null))
        .items()
        .stream()
        .peek(snapshot -> assertThat(snapshot.usage()).isEqualTo(usage))
        .map(SnapshotView::snapshotId)
        .toList();
  }

  @Test
  void anUnknownChainIsRefusedAsAFilter() throws Exception {
    calls.snapshot(disk);
    DescribeSnapshots request =
        new DescribeSnapshots(
            World.REGION,
            null,
            null,
            null,
            "sl-bp1none",
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
    refused(
        SnapshotError.INVALID_SNAPSHOT_LINK_ID_NOT_FOUND,
        () -> world.control().snapshots().describe(world.caller(), request));
  }
}
