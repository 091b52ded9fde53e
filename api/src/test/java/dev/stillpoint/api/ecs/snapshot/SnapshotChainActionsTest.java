package dev.stillpoint.api.ecs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.DocumentedShape;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions that tell what snapshots occupy, and the archive, as clients see them. */
class SnapshotChainActionsTest {
  @TempDir Path directory;
  private ApiWorld api;
  private String disk;
  private String snapshot;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    disk = api.diskOf(api.instance());
    api.world().write(disk, 0, 1);
    snapshot = api.call("CreateSnapshot", "DiskId", disk).text("/SnapshotId");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void chainsAndTotalsAreShown() {
    Answer links = api.call("DescribeSnapshotLinks", "DiskIds", "[\"" + disk + "\"]");
    DocumentedShape.assertOf("DescribeSnapshotLinks", links.body());
    String link = "sl-" + disk.substring(2);
    assertThat(links.text("/SnapshotLinks/SnapshotLink/0/SnapshotLinkId")).isEqualTo(link);
    assertThat(links.body().at("/SnapshotLinks/SnapshotLink/0/TotalSize").asLong()).isEqualTo(4096);
    Answer usage = api.call("DescribeSnapshotsUsage");
    DocumentedShape.assertOf("DescribeSnapshotsUsage", usage.body());
    assertThat(usage.body().path("SnapshotSize").asLong()).isEqualTo(4096);
    assertThat(usage.body().path("SnapshotCount").asInt()).isEqualTo(1);
    Answer snapshots = api.call("DescribeSnapshots", "SnapshotLinkId", link);
    DocumentedShape.assertOf("DescribeSnapshots", snapshots.body());
    assertThat(snapshots.body().at("/Snapshots/Snapshot/0/FullSnapshotSizeInBytes").asLong())
        .isEqualTo(4096);
    assertThat(snapshots.text("/Snapshots/Snapshot/0/CutTime")).endsWith("Z");
  }

  @Test
  void thereIsNoPrepaidStorage() {
    Answer packages = api.call("DescribeSnapshotPackage", "PageSize", "20");
    DocumentedShape.assertOf("DescribeSnapshotPackage", packages.body());
    assertThat(packages.body().at("/SnapshotPackages/SnapshotPackage").isArray()).isTrue();
    assertThat(packages.body().path("TotalCount").asInt()).isZero();
    assertThat(packages.body().path("PageSize").asInt()).isEqualTo(20);
  }

  @Test
  void theArchiveHasItsRules() {
    assertThat(archive("Category", "Standard").outcome())
        .isEqualTo("400 InvalidParameter.SnapshotCategory");
    assertThat(archive("Category", "Archive", "RetentionDays", "60").outcome())
        .isEqualTo("400 InvalidRetentionDays.Malformed");
    assertThat(archive("Category", "Archive").outcome())
        .isEqualTo("400 InvalidStatus.SnapshotAgeLimit");
    api.world().pass(Duration.ofDays(14));
    Answer archived = archive("Category", "Archive", "RetentionDays", "80");
    DocumentedShape.assertOf("ModifySnapshotCategory", archived.body());
    assertThat(archived.text("/TaskId")).startsWith("t-");
    assertThat(
            api.call("DescribeSnapshots", "Category", "archive")
                .text("/Snapshots/Snapshot/0/Category"))
        .isEqualTo("archive");
    assertThat(archive("Category", "Archive").outcome())
        .isEqualTo("400 InvalidStatus.SnapshotInArchive");
  }

  private Answer archive(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "SnapshotId";
    all[1] = snapshot;
    System.arraycopy(more, 0, all, 2, more.length);
    return api.call("ModifySnapshotCategory", all);
  }

  @Test
  void refusalsOfChains() {
    assertThat(api.call("DescribeSnapshotLinks", "DiskIds", "d-1").outcome())
        .isEqualTo("400 InvalidDiskIds");
    assertThat(api.call("DescribeSnapshotLinks", "SnapshotLinkIds", "[\"d-1\"]").outcome())
        .isEqualTo("400 InvalidSnapshotLinkIds");
    assertThat(api.call("DescribeSnapshotLinks", "InstanceId", "i-none").outcome())
        .isEqualTo("400 InvalidInstanceId.NotFound");
    assertThat(api.call("DescribeSnapshots", "SnapshotLinkId", "sl-none").outcome())
        .isEqualTo("404 InvalidSnapshotLinkId.NotFound");
  }
}
