package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.ecs.model.v20140526.AttachDiskRequest;
import com.aliyuncs.ecs.model.v20140526.CreateDiskRequest;
import com.aliyuncs.ecs.model.v20140526.CreateSnapshotGroupRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeSnapshotGroupsRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeSnapshotGroupsResponse;
import com.aliyuncs.ecs.model.v20140526.RunInstancesRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import dev.stillpoint.client.AccessKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The legacy official SDK, unchanged, which signs by version 1. */
@Tag("slow")
class LegacySdkTest {
  @TempDir Path directory;

  private ServerProcess server;
  private IAcsClient ecs;

  @BeforeEach
  void start() throws Exception {
    server = ServerProcess.start(directory.resolve("pool"));
    AccessKey key = AccessKey.read(server.credentials());
    DefaultProfile profile = DefaultProfile.getProfile("cn-hangzhou", key.id(), key.secret());
    ecs = new DefaultAcsClient(profile);
  }

  @AfterEach
  void stop() {
    ecs.shutdown();
    server.close();
  }

  @Test
  void groupsADiskThatItMade() throws Exception {
    RunInstancesRequest run = here(new RunInstancesRequest());
    run.setZoneId("cn-hangzhou-h");
    run.setImageId("any");
    run.setInstanceType("ecs.any");
    String instanceId = ecs.getAcsResponse(run).getInstanceIdSets().getFirst();

    CreateDiskRequest create = here(new CreateDiskRequest());
    create.setZoneId("cn-hangzhou-h");
    create.setDiskCategory("cloud_essd");
    create.setSize(20);
    String diskId = ecs.getAcsResponse(create).getDiskId();

    AttachDiskRequest attach = here(new AttachDiskRequest());
    attach.setInstanceId(instanceId);
    attach.setDiskId(diskId);
    ecs.getAcsResponse(attach);

    CreateSnapshotGroupRequest group = here(new CreateSnapshotGroupRequest());
    group.setInstanceId(instanceId);
    group.setName("by-the-legacy-sdk");
    String groupId = ecs.getAcsResponse(group).getSnapshotGroupId();

    DescribeSnapshotGroupsRequest describe = here(new DescribeSnapshotGroupsRequest());
    describe.setSnapshotGroupIds(List.of(groupId));
    List<DescribeSnapshotGroupsResponse.SnapshotGroup> groups =
        ecs.getAcsResponse(describe).getSnapshotGroups();
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().getName()).isEqualTo("by-the-legacy-sdk");
    assertThat(groups.getFirst().getStatus()).isEqualTo("accomplished");
    assertThat(groups.getFirst().getSnapshots())
        .extracting(DescribeSnapshotGroupsResponse.SnapshotGroup.Snapshot::getSourceDiskId)
        .contains(diskId);
  }

  @Test
  void seesAnErrorWithItsCodeAndRequestId() {
    CreateSnapshotGroupRequest group = here(new CreateSnapshotGroupRequest());
    group.setInstanceId("i-bp1doesnotexist00000");
    assertThatThrownBy(() -> ecs.getAcsResponse(group))
        .isInstanceOfSatisfying(
            ClientException.class,
            fault -> {
              assertThat(fault.getErrCode()).isEqualTo("InvalidInstanceId.NotFound");
              assertThat(fault.getRequestId()).isNotBlank();
            });
  }

  private <T extends RpcAcsRequest<?>> T here(T request) {
    request.setSysEndpoint(server.endpoint());
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysRegionId("cn-hangzhou");
    return request;
  }
}
