package dev.stillpoint.control.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.disk.DescribeDisks;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists: filters, both styles of paging, and tokens that survive what comes between. */
class DescribeTest extends InAWorld {
  private Listing<DiskView> page(Paging paging) throws Refusal {
    return world.control().disks().describe(world.caller(), calls.describeDisks(null, paging));
  }

  @Test
  void tokensNeitherRepeatNorHideARowWhenOthersComeAndGo() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      made.add(calls.disk(20));
      world.pass(Duration.ofSeconds(1));
    }
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Listing<DiskView> page = page(new Paging(null, null, 10, token));
      page.items().forEach(disk -> seen.add(disk.diskId()));
      token = page.nextToken();
      if (seen.size() == 10) {
        calls.deleteDisk(made.get(0));
        made.add(calls.disk(20));
      }
    } while (!token.isEmpty());
    assertThat(seen).containsExactlyElementsOf(made);
  }

  @Test
  void pagesAreNumberedFromOne() throws Exception {
    for (int i = 0; i < 12; i++) {
      calls.disk(20);
    }
    Listing<DiskView> first = page(Paging.FIRST);
    Listing<DiskView> second = page(new Paging(2, 10, null, null));
    assertThat(first.items()).hasSize(10);
    assertThat(first.nextToken()).isEmpty();
    assertThat(first.totalCount()).isEqualTo(12);
    assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
    assertThat(page(new Paging(1, 1000, null, null)).pageSize()).isEqualTo(100);
    assertThat(page(new Paging(null, null, 1, null)).items())
        .as("fewer than ten count as ten")
        .hasSize(10);
    refused(SharedError.INVALID_NEXT_TOKEN, () -> page(new Paging(null, null, 10, "bm90aGluZw")));
    refused(SharedError.INVALID_NEXT_TOKEN, () -> page(new Paging(null, null, 10, "%%%")));
  }

  @Test
  void anEmptyListOfIdentifiersAnswersNothingAndAnUnknownOneIsNoError() throws Exception {
    String disk = calls.disk(20);
    assertThat(calls.disks(List.of())).isEmpty();
    assertThat(calls.disks(List.of("d-bp1nobody"))).isEmpty();
    assertThat(calls.disks(List.of(disk, "d-bp1nobody"))).hasSize(1);
    assertThat(calls.disks(null)).hasSize(1);
  }

  private List<String> disks(
      String instance, String type, String category, String status, List<FilterPair> window)
      throws Refusal {
    return world
        .control()
        .disks()
        .describe(
            world.caller(),
            new DescribeDisks(
                World.REGION,
                null,
                instance,
                null,
                null,
                null,
                null,
                null,
                null,
                type,
                category,
                status,
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
                window,
                null,
                null))
        .items()
        .stream()
        .map(DiskView::diskId)
        .toList();
  }

  @Test
  void diskFiltersCombine() throws Exception {
    String instance = calls.instance(1);
    world.pass(Duration.ofHours(1));
    String entry = calls.disk("cloud_essd_entry", World.ZONE, 10, null, null);
    List<String> attached = calls.disksOf(instance);
    assertThat(disks(instance, null, null, null, null))
        .containsExactlyInAnyOrderElementsOf(attached);
    assertThat(disks(instance, "system", null, null, null)).containsExactly(attached.getFirst());
    assertThat(disks(null, "all", "cloud_essd_entry", "All", null)).containsExactly(entry);
    assertThat(disks(null, null, null, "Available", null)).containsExactly(entry);
    assertThat(disks(null, null, null, "In_Use", null)).hasSize(2);
    assertThat(
            disks(
                null,
                null,
                null,
                null,
                List.of(new FilterPair("CreationStartTime", "2026-11-23T08:30Z"))))
        .containsExactly(entry);
    assertThat(
            disks(
                null,
                null,
                null,
                null,
                List.of(new FilterPair("CreationEndTime", "2026-11-23T08:30Z"))))
        .hasSize(2);
    refused(
        SharedError.INVALID_FILTER_KEY_NOT_FOUND,
        () -> disks(null, null, null, null, List.of(new FilterPair("Colour", "red"))));
    refused(
        SharedError.INVALID_FILTER_VALUE,
        () -> disks(null, null, null, null, List.of(new FilterPair("CreationEndTime", "now"))));
    refused(
        DiskError.INVALID_STATUS_VALUE_NOT_SUPPORTED_400,
        () -> disks(null, null, null, "Lost", null));
    refused(
        DiskError.INVALID_CATEGORY_VALUE_NOT_SUPPORTED,
        () -> disks(null, null, "floppy", null, null));
  }

  private List<String> snapshots(
      String instance,
      String link,
      String type,
      String diskType,
      String status,
      String usage,
      List<Tag> tags)
      throws Refusal {
    return world
        .control()
        .snapshots()
        .describe(
            world.caller(),
            new DescribeSnapshots(
                World.REGION,
                null,
                null,
                instance,
                link,
                null,
                null,
                null,
                type,
                diskType,
                status,
                usage,
                null,
                null,
                tags,
                null,
                null,
                null))
        .items()
        .stream()
        .map(SnapshotView::snapshotId)
        .toList();
  }

  @Test
  void snapshotFiltersCombine() throws Exception {
    String instance = calls.instance(1);
    List<String> disks = calls.disksOf(instance);
    String system = calls.snapshot(disks.getFirst());
    String data =
        world
            .control()
            .snapshots()
            .create(
                world.caller(),
                new CreateSnapshot(
                    disks.getLast(),
                    "nightly",
                    "kept",
                    3,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(new Tag("k", "v"))))
            .id();
    calls.disk("cloud_essd", World.ZONE, null, data, null);
    SnapshotView view = calls.snapshots(List.of(data)).getFirst();
    assertThat(view.snapshotName()).isEqualTo("nightly");
    assertThat(view.retentionDays()).isEqualTo(3);
    assertThat(view.status()).isEqualTo("accomplished");
    assertThat(view.progressPercent()).isEqualTo(100);
    assertThat(view.cutLsn()).isPositive();
    assertThat(view.tags()).containsExactly(new Tag("k", "v"));
    assertThat(snapshots(instance, null, null, null, null, null, null)).hasSize(2);
    assertThat(snapshots(null, view.snapshotLinkId(), null, null, null, null, null))
        .containsExactly(data);
    assertThat(snapshots(null, null, "auto", null, null, null, null)).isEmpty();
    assertThat(snapshots(null, null, "user", "System", null, null, null)).containsExactly(system);
    assertThat(snapshots(null, null, null, null, "progressing", null, null)).isEmpty();
    assertThat(snapshots(null, null, null, null, "accomplished", "disk", null))
        .containsExactly(data);
    assertThat(snapshots(null, null, null, null, null, "none", null)).containsExactly(system);
    assertThat(snapshots(null, null, null, null, null, "image", null)).isEmpty();
    assertThat(snapshots(null, null, null, null, null, null, List.of(new Tag("k", "v"))))
        .containsExactly(data);
    assertThat(snapshots(null, null, null, null, null, null, List.of(new Tag("k", "w")))).isEmpty();
    refused(
        SnapshotError.INVALID_USAGE, () -> snapshots(null, null, null, null, null, "lunch", null));
    refused(
        SnapshotError.INVALID_STATUS_NOT_FOUND,
        () -> snapshots(null, null, null, null, "lost", null, null));
  }

  @Test
  void retentionDaysKeepTheirRangeAndAreKept() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int bad : List.of(0, 65_537)) {
      refused(GroupError.INVALID_RETENTION_DAYS_MALFORMED, () -> kept(disk, bad));
    }
    kept(disk, 65_536);
    String day = kept(disk, 1);
    world.pass(Duration.ofDays(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
    assertThat(calls.snapshots(List.of(day))).isEmpty();
    assertThat(calls.snapshots(null)).hasSize(1);
  }

  private String kept(String disk, int days) throws Refusal {
    return world
        .control()
        .snapshots()
        .create(
            world.caller(),
            new CreateSnapshot(disk, null, null, days, null, null, null, null, null, null, null))
        .id();
  }

  @Test
  void theLastMemberTakesItsGroupAlong() throws Exception {
    List<String> disks = calls.disksOf(calls.instance(2)).subList(1, 3);
    String group = calls.groupOf(disks.get(0), disks.get(1));
    List<String> members =
        calls.group(group).members().stream().map(member -> member.snapshotId()).toList();
    calls.deleteSnapshot(members.get(0));
    assertThat(calls.group(group).members()).hasSize(1);
    calls.deleteSnapshot(members.get(1));
    assertThat(calls.groups(List.of(group))).isEmpty();
    assertThat(world.engine().groups()).isEmpty();
  }
}
