package dev.stillpoint.api.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key store's actions from the wire and back: exact names, and the refusals. */
class KmsProductTest {
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

  private String key() {
    return api.kms("CreateKey").text("/KeyMetadata/KeyId");
  }

  private String state(String keyId) {
    return api.kms("DescribeKey", "KeyId", keyId).text("/KeyMetadata/KeyState");
  }

  @Test
  void aKeyIsShownWithEveryMemberThatClientsRead() {
    Answer made = api.kms("CreateKey", "Description", "for disks");
    assertThat(made.body().propertyNames()).containsExactlyInAnyOrder("KeyMetadata", "RequestId");
    assertThat(made.body().at("/KeyMetadata").propertyNames())
        .containsExactlyInAnyOrder(
            "KeyId",
            "Arn",
            "KeyState",
            "Description",
            "KeySpec",
            "KeyUsage",
            "Origin",
            "ProtectionLevel",
            "Creator",
            "CreationDate",
            "DeleteDate",
            "MaterialExpireTime",
            "PrimaryKeyVersion",
            "LastRotationDate",
            "AutomaticRotation");
    String id = made.text("/KeyMetadata/KeyId");
    assertThat(made.text("/KeyMetadata/Arn"))
        .isEqualTo("acs:kms:cn-hangzhou:1000000000000001:key/" + id);
    assertThat(made.text("/KeyMetadata/KeyState")).isEqualTo("Enabled");
    assertThat(made.text("/KeyMetadata/Description")).isEqualTo("for disks");
    assertThat(made.text("/KeyMetadata/CreationDate")).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(made.text("/KeyMetadata/KeySpec")).isEqualTo("Aliyun_AES_256");
    assertThat(made.text("/KeyMetadata/KeyUsage")).isEqualTo("ENCRYPT/DECRYPT");
    assertThat(made.text("/KeyMetadata/Creator")).isEqualTo("1000000000000001");
    Answer shown = api.kms("DescribeKey", "KeyId", id);
    assertThat(shown.text("/KeyMetadata/DeletionProtection")).isEqualTo("Disabled");
    assertThat(shown.text("/KeyMetadata/PrimaryKeyVersion"))
        .isEqualTo(made.text("/KeyMetadata/PrimaryKeyVersion"));
  }

  @Test
  void keysAreListedByPages() {
    List<String> ids = List.of(key(), key(), key()).stream().sorted().toList();
    Answer first = api.kms("ListKeys", "PageSize", "2");
    assertThat(first.body().propertyNames())
        .containsExactlyInAnyOrder("Keys", "TotalCount", "PageNumber", "PageSize", "RequestId");
    assertThat(first.body().at("/TotalCount").asInt()).isEqualTo(3);
    assertThat(first.text("/Keys/Key/0/KeyId")).isEqualTo(ids.get(0));
    assertThat(first.text("/Keys/Key/1/KeyArn")).endsWith(":key/" + ids.get(1));
    Answer second = api.kms("ListKeys", "PageSize", "2", "PageNumber", "2");
    assertThat(second.body().findValuesAsString("KeyId")).containsExactly(ids.get(2));
    assertThat(api.kms("ListKeys", "Filters", "[{\"Key\":\"KeyState\"}]").outcome())
        .isEqualTo("400 InvalidParameter");
  }

  @Test
  void aKeysStateIsChanged() {
    String id = key();
    assertThat(api.kms("DisableKey", "KeyId", id).body().propertyNames())
        .containsExactly("RequestId");
    assertThat(state(id)).isEqualTo("Disabled");
    assertThat(api.kms("EnableKey", "KeyId", id).outcome()).isEqualTo("200");
    assertThat(state(id)).isEqualTo("Enabled");
    assertThat(api.kms("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "30").outcome())
        .isEqualTo("200");
    Answer going = api.kms("DescribeKey", "KeyId", id);
    assertThat(going.text("/KeyMetadata/KeyState")).isEqualTo("PendingDeletion");
    assertThat(going.text("/KeyMetadata/DeleteDate")).isEqualTo("2026-12-23T08:00:00Z");
    assertThat(api.kms("DisableKey", "KeyId", id).outcome())
        .isEqualTo("409 Rejected.StateModifiedFailed");
    assertThat(api.kms("CancelKeyDeletion", "KeyId", id).outcome()).isEqualTo("200");
    assertThat(state(id)).isEqualTo("Enabled");
    assertThat(api.kms("CancelKeyDeletion", "KeyId", id).outcome())
        .isEqualTo("409 Rejected.StateModifiedFailed");
  }

  @Test
  void aliasesAreShownAndRefused() {
    String id = key();
    assertThat(api.kms("CreateAlias", "AliasName", "alias/a", "KeyId", id).outcome())
        .isEqualTo("200");
    Answer all = api.kms("ListAliases");
    assertThat(all.body().propertyNames())
        .containsExactlyInAnyOrder("Aliases", "TotalCount", "PageNumber", "PageSize", "RequestId");
    assertThat(all.text("/Aliases/Alias/0/AliasName")).isEqualTo("alias/a");
    assertThat(all.text("/Aliases/Alias/0/AliasArn"))
        .isEqualTo("acs:kms:cn-hangzhou:1000000000000001:alias/a");
    assertThat(all.text("/Aliases/Alias/0/KeyId")).isEqualTo(id);
    String other = key();
    assertThat(api.kms("CreateAlias", "AliasName", "alias/a", "KeyId", other).outcome())
        .isEqualTo("400 AliasAlreadyExists");
    assertThat(api.kms("UpdateAlias", "AliasName", "alias/a", "KeyId", other).outcome())
        .isEqualTo("200");
    assertThat(api.kms("ListAliasesByKeyId", "KeyId", other).body().findValuesAsString("AliasName"))
        .containsExactly("alias/a");
    assertThat(api.kms("DescribeKey", "KeyId", "alias/a").text("/KeyMetadata/KeyId"))
        .isEqualTo(other);
    assertThat(api.kms("EnableKey", "KeyId", "alias/a").outcome())
        .isEqualTo("400 Unsupported.Alias");
    assertThat(api.kms("DeleteAlias", "AliasName", "alias/a").outcome()).isEqualTo("200");
    assertThat(api.kms("DeleteAlias", "AliasName", "alias/a").outcome())
        .isEqualTo("404 Forbidden.AliasNotFound");
    assertThat(api.kms("DescribeKey", "KeyId", "alias/a").outcome())
        .isEqualTo("404 Forbidden.AliasNotFound");
  }

  @Test
  void whatIsMissingUnknownOrNotOfferedIsRefused() {
    for (String action :
        List.of(
            "DescribeKey", "EnableKey", "DisableKey", "CancelKeyDeletion", "ListAliasesByKeyId")) {
      assertThat(api.kms(action).outcome()).as(action).isEqualTo("400 MissingParameter");
      assertThat(api.kms(action, "KeyId", "none").outcome())
          .as(action)
          .isEqualTo("404 Forbidden.KeyNotFound");
    }
    String id = key();
    assertThat(api.kms("ScheduleKeyDeletion", "KeyId", id).outcome())
        .isEqualTo("400 MissingParameter");
    assertThat(api.kms("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "6").outcome())
        .isEqualTo("400 InvalidParameter");
    assertThat(api.kms("CreateKey", "EnableAutomaticRotation", "true").outcome())
        .isEqualTo("400 InvalidParameter");
    assertThat(api.kms("CreateKey", "EnableAutomaticRotation", "false").outcome()).isEqualTo("200");
    assertThat(api.kms("CreateKey", "ProtectionLevel", "HSM").outcome())
        .isEqualTo("400 Unsupported.ProtectionLevel");
    assertThat(api.kms("Decrypt", "CiphertextBlob", "x").outcome())
        .isEqualTo("404 InvalidAction.NotFound");
  }

  @Test
  void diskActionsAnswerWithTheirOwnCodes() {
    String id = key();
    String instance = api.instance();
    String disk = sealed(id).text("/DiskId");
    api.call("AttachDisk", "InstanceId", instance, "DiskId", disk);
    Answer snapshot = api.call("CreateSnapshot", "DiskId", disk);
    assertThat(snapshot.outcome()).isEqualTo("200");
    Answer disks = api.call("DescribeDisks", "Encrypted", "true", "KMSKeyId", id);
    assertThat(disks.text("/Disks/Disk/0/DiskId")).isEqualTo(disk);
    assertThat(disks.text("/Disks/Disk/0/KMSKeyId")).isEqualTo(id);
    assertThat(disks.body().at("/Disks/Disk/0/Encrypted").asBoolean()).isTrue();
    Answer snapshots = api.call("DescribeSnapshots", "KMSKeyId", id);
    assertThat(snapshots.text("/Snapshots/Snapshot/0/KMSKeyId")).isEqualTo(id);
    assertThat(snapshots.body().at("/Snapshots/Snapshot/0/Encrypted").asBoolean()).isTrue();
    assertThat(api.call("DescribeSnapshots", "Encrypted", "false").body().at("/TotalCount").asInt())
        .isZero();
    api.kms("DisableKey", "KeyId", id);
    refusedWhileInUse(instance, disk, id, "InvalidParameter.KMSKeyId.CMKNotEnabled");
    api.kms("EnableKey", "KeyId", id);
    assertThat(api.call("CreateSnapshotGroup", "DiskId.1", disk).outcome()).isEqualTo("200");
    api.kms("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "7");
    refusedWhileInUse(instance, disk, id, "InvalidParameter.KMSKeyId.CMKNotEnabled");
    api.world().pass(Duration.ofDays(7));
    api.world().control().expiry().step();
    assertThat(api.call("CreateSnapshotGroup", "DiskId.1", disk).outcome())
        .isEqualTo("404 InvalidKMSKeyId.NotFound");
    assertThat(api.call("CreateSnapshot", "DiskId", disk).outcome())
        .isEqualTo("400 InvalidParameter.KMSKeyId.NotFound");
    assertThat(sealed(id).outcome()).isEqualTo("404 InvalidParameter.KMSKeyId.NotFound");
    api.call("StopInstance", "InstanceId", instance);
    assertThat(api.call("StartInstance", "InstanceId", instance).outcome())
        .isEqualTo("403 InvalidParameter.KMSKeyId.NotFound");
  }

  private void refusedWhileInUse(String instance, String disk, String id, String code) {
    assertThat(api.call("CreateSnapshotGroup", "InstanceId", instance).outcome())
        .isEqualTo("403 " + code);
    assertThat(api.call("CreateSnapshot", "DiskId", disk).outcome()).isEqualTo("403 " + code);
    assertThat(sealed(id).outcome()).isEqualTo("403 " + code);
    assertThat(
            api.call(
                    "RunInstances",
                    "ImageId",
                    "any",
                    "InstanceType",
                    "ecs.any",
                    "SystemDisk.Encrypted",
                    "True",
                    "SystemDisk.KMSKeyId",
                    id)
                .outcome())
        .isEqualTo("403 " + code);
    assertThat(api.call("DescribeDisks").outcome()).isEqualTo("200");
  }

  private Answer sealed(String keyId) {
    return api.call(
        "CreateDisk",
        "ZoneId",
        "cn-hangzhou-h",
        "DiskCategory",
        "cloud_essd",
        "Size",
        "20",
        "Encrypted",
        "true",
        "KMSKeyId",
        keyId);
  }

  @Test
  void systemDisksAreEncryptedByText() {
    String instance =
        api.call(
                "RunInstances",
                "ImageId",
                "any",
                "InstanceType",
                "ecs.any",
                "SystemDisk.Encrypted",
                "true",
                "DataDisk.1.Size",
                "20",
                "DataDisk.1.Encrypted",
                "false")
            .text("/InstanceIdSets/InstanceIdSet/0");
    Answer disks = api.call("DescribeDisks", "InstanceId", instance, "Encrypted", "true");
    assertThat(disks.body().findValuesAsString("Type")).containsExactly("system");
    assertThat(api.kms("DescribeKey", "KeyId", "alias/acs/ecs").text("/KeyMetadata/KeyId"))
        .isEqualTo(disks.text("/Disks/Disk/0/KMSKeyId"));
  }
}
