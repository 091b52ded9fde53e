package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The world itself: a group from the wire to the engine and back. */
class ApiWorldTest {
  @TempDir Path directory;
  private ApiWorld api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aGroupThatWasMadeIsListedWithItsMembers() {
    String instanceId = api.instance();
    String diskId = api.diskOf(instanceId);
    ApiWorld.Answer made = api.call("CreateSnapshotGroup", "InstanceId", instanceId);
    assertThat(made.outcome()).isEqualTo("200");
    ApiWorld.Answer listed = api.call("DescribeSnapshotGroups");
    assertThat(listed.text("/SnapshotGroups/SnapshotGroup/0/SnapshotGroupId"))
        .isEqualTo(made.text("/SnapshotGroupId"));
    assertThat(listed.body().findValuesAsString("SourceDiskId")).hasSize(2).contains(diskId);
    assertThat(api.call("CreateSnapshotGroup", "DiskId.1", "d-none").outcome())
        .isEqualTo("404 InvalidDiskId.NotFound");
  }
}
