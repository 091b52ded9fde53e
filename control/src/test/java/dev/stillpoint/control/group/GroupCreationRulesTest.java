package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.instance.RunInstances;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule of CreateSnapshotGroup with its refusal and its permitted neighbour. */
class GroupCreationRulesTest extends InAWorld {
  private String create(Consumer<GroupCall> change) throws Refusal {
    GroupCall call = new GroupCall();
    change.accept(call);
    return calls.group(call);
  }

  private void refusedWith(ErrorCode code, Consumer<GroupCall> change) {
    int frozen = world.engine().groups().size();
    int listed = groupRows();
    refused(code, () -> create(change));
    assertThat(world.engine().groups()).hasSize(frozen);
    assertThat(groupRows()).isEqualTo(listed);
  }

  private int groupRows() {
    return world.catalog().<Integer, RuntimeException>read(t -> t.groups().all().size());
  }

  /** A disk that may be in a group: attached to a Running instance and detached again. */
  private String used(String instance, int gib) throws Refusal {
    return used(instance, "cloud_essd", gib);
  }

  private String used(String instance, String category, int gib) throws Refusal {
    String zone = calls.instanceView(instance).zoneId();
    String disk = calls.disk(category, zone, gib, null, null);
    calls.attach(disk, instance);
    calls.detach(disk, instance);
    return disk;
  }

  @Test
  void theRegionIsRequiredAndKnown() throws Refusal {
    String instance = calls.instance(1);
    refusedWith(
        ErrorCode.MISSING_PARAMETER,
        call -> {
          call.instance = instance;
          call.region = null;
        });
    refusedWith(
        ErrorCode.INVALID_REGION_ID_NOT_FOUND,
        call -> {
          call.instance = instance;
          call.region = "cn-beijing";
        });
    assertThat(create(call -> call.instance = instance)).startsWith("ssg-bp1");
  }

  @Test
  void somethingMustBeSelected() throws Refusal {
    String instance = calls.instance(0);
    refusedWith(ErrorCode.MISSING_PARAMTER_INSTANCE_ID, _ -> {});
    String disk = calls.disksOf(instance).getFirst();
    refusedWith(ErrorCode.MISSING_PARAMTER_INSTANCE_ID, call -> call.exclude = List.of(disk));
    assertThat(create(call -> call.disks = List.of(disk))).isNotEmpty();
  }

  @Test
  void disksAreNamedOrExcludedButNotBoth() throws Refusal {
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    refusedWith(
        ErrorCode.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT,
        call -> {
          call.instance = instance;
          call.disks = List.of(disks.get(1));
          call.exclude = List.of(disks.get(2));
        });
    String named =
        create(call -> {
          call.instance = instance;
          call.disks = List.of(disks.get(1));
        });
    String rest =
        create(call -> {
          call.instance = instance;
          call.exclude = List.of(disks.get(1));
        });
    assertThat(sources(named)).containsExactly(disks.get(1));
    assertThat(sources(rest)).containsExactlyInAnyOrder(disks.get(0), disks.get(2));
  }

  private List<String> sources(String group) throws Refusal {
    return calls.group(group).members().stream().map(GroupView.Member::sourceDiskId).toList();
  }

  @Test
  void theInstanceMustExist() throws Refusal {
    refusedWith(ErrorCode.INVALID_INSTANCE_ID_NOT_FOUND, call -> call.instance = "i-bp1nobody");
    String instance = calls.instance(1);
    assertThat(sources(create(call -> call.instance = instance)))
        .containsExactlyInAnyOrderElementsOf(calls.disksOf(instance));
  }

  @Test
  void everyDiskMustExist() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    refusedWith(
        ErrorCode.INVALID_DISK_ID_NOT_FOUND, call -> call.disks = List.of(disk, "d-bp1nobody"));
    refusedWith(
        ErrorCode.INVALID_DISK_ID_NOT_FOUND,
        call -> {
          call.instance = instance;
          call.exclude = List.of("d-bp1nobody");
        });
    refusedWith(ErrorCode.INVALID_DISK_SHARE_VOLUME, call -> call.disks = List.of("v-bp1one"));
    refusedWith(ErrorCode.DISK_ID_VALUE_NOT_SUPPORTED, call -> call.disks = List.of(instance));
    assertThat(create(call -> call.disks = List.of(disk))).isNotEmpty();
  }

  @Test
  void inInstanceModeADiskMustBeAttachedToThatInstance() throws Refusal {
    String one = calls.instance(1);
    String other = calls.instance(1);
    String foreign = calls.disksOf(other).getLast();
    refusedWith(
        ErrorCode.INVALID_DISK_ID_NOT_FOUND,
        call -> {
          call.instance = one;
          call.disks = List.of(foreign);
        });
    assertThat(
            create(call -> {
              call.instance = one;
              call.exclude = List.of(foreign);
            }))
        .as("an excluded disk of another instance is passed over")
        .isNotEmpty();
    assertThat(
            create(call -> {
              call.instance = other;
              call.disks = List.of(foreign);
            }))
        .isNotEmpty();
  }

  @Test
  void anInstanceOfWhichEveryDiskIsExcludedHasNone() throws Refusal {
    String instance = calls.instance(1);
    List<String> disks = calls.disksOf(instance);
    refusedWith(
        ErrorCode.INVALID_INSTANCE_NO_DISK,
        call -> {
          call.instance = instance;
          call.exclude = disks;
        });
    assertThat(
            create(call -> {
              call.instance = instance;
              call.exclude = disks.subList(0, 1);
            }))
        .isNotEmpty();
  }

  @Test
  void sixteenDisksAreAGroupAndSeventeenAreNot() throws Refusal {
    String instance = calls.instance(16);
    List<String> seventeen = calls.disksOf(instance);
    assertThat(seventeen).hasSize(17);
    refusedWith(ErrorCode.NUMBER_EXCEED_TOO_MANY_DISKS, call -> call.instance = instance);
    refusedWith(ErrorCode.NUMBER_EXCEED_TOO_MANY_DISKS, call -> call.disks = seventeen);
    String group = create(call -> call.disks = seventeen.subList(1, 17));
    assertThat(calls.group(group).members()).hasSize(16);
  }

  @Test
  void aDiskThatIsNamedTwiceCountsOnce() throws Refusal {
    String instance = calls.instance(16);
    List<String> sixteen = calls.disksOf(instance).subList(1, 17);
    List<String> twice = new ArrayList<>(sixteen);
    twice.addAll(sixteen);
    assertThat(sources(create(call -> call.disks = twice))).containsExactlyElementsOf(sixteen);
  }

  @Test
  void aListBeyondWhatTheEngineTakesIsRefusedUnread() {
    refusedWith(
        ErrorCode.NUMBER_EXCEED_TOO_MANY_DISKS,
        call -> call.disks = Collections.nCopies(129, "d-bp1nobody"));
  }

  @Test
  void thirtyTwoTebibytesAreAGroupAndOneGibibyteMoreIsNot() throws Refusal {
    String instance = calls.instance(0);
    String large = used(instance, 32 * 1024 - 20);
    String small = used(instance, 20);
    String larger = used(instance, 21);
    assertThat(calls.groupOf(large, small)).isNotEmpty();
    refusedWith(
        ErrorCode.CAPACITY_EXCEED_TOO_MANY_DISKS, call -> call.disks = List.of(large, larger));
  }

  @Test
  void allDisksLieInOneZone() throws Refusal {
    String here = calls.instance(1);
    String there =
        world
            .control()
            .instances()
            .run(
                world.caller(),
                new RunInstances(
                    "cn-hangzhou",
                    "cn-hangzhou-i",
                    "img",
                    "ecs.g7.large",
                    1,
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
                    null))
            .getFirst();
    String second = calls.instance(1);
    refusedWith(
        ErrorCode.INVALID_DISK_IDS_NOT_IN_SAME_ZONE,
        call ->
            call.disks = List.of(calls.disksOf(here).getFirst(), calls.disksOf(there).getFirst()));
    String group =
        create(call ->
            call.disks = List.of(calls.disksOf(here).getFirst(), calls.disksOf(second).getFirst()));
    assertThat(calls.group(group).instanceId()).as("two instances").isEmpty();
  }

  @Test
  void onlyEssdAutoAndEntryDisksCanBeMembers() throws Refusal {
    String instance = calls.instance(0);
    String essd = used(instance, "cloud_essd", 20);
    String auto = used(instance, "cloud_auto", 1);
    String entry = used(instance, "cloud_essd_entry", 10);
    assertThat(calls.groupOf(essd, auto, entry)).isNotEmpty();
    for (String category : List.of("cloud", "cloud_efficiency", "cloud_ssd")) {
      String other = used(instance, category, 20);
      refusedWith(
          ErrorCode.DISK_CATEGORY_OPERATION_NOT_SUPPORTED,
          call -> call.disks = List.of(essd, other));
    }
  }

  @Test
  void aMultiAttachDiskIsRefused() throws Refusal {
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    // No action makes such a disk yet, so the row is replaced.
    DiskRow row = world.disk(disks.get(1));
    world.catalog().write(tables -> replaceMultiAttach(tables, row, "Enabled"));
    refusedWith(ErrorCode.INVALID_OPERATION_MULTI_ATTACH_DISK, call -> call.instance = instance);
    assertThat(
            create(call -> {
              call.instance = instance;
              call.exclude = List.of(disks.get(1));
            }))
        .isNotEmpty();
  }

  private static DiskRow replaceMultiAttach(Tables tables, DiskRow row, String mode) {
    DiskRow changed =
        new DiskRow(
            row.diskId(),
            row.accountId(),
            row.volume(),
            row.regionId(),
            row.zoneId(),
            row.resourceGroupId(),
            row.name(),
            row.description(),
            row.status(),
            row.type(),
            row.category(),
            row.performanceLevel(),
            row.sizeGib(),
            row.provisionedIops(),
            row.burstingEnabled(),
            mode,
            row.instanceId(),
            row.originInstanceId(),
            row.device(),
            row.deleteWithInstance(),
            row.sourceSnapshotId(),
            row.imageId(),
            row.everAttached(),
            row.everExposed(),
            row.inArrears(),
            row.createdAt(),
            row.attachedAt(),
            row.detachedAt());
    tables.disks().remove(row.diskId());
    tables.disks().add(changed);
    return changed;
  }

  @Test
  void aDiskThatWasNeverAttachedIsRefused() throws Refusal {
    String disk = calls.disk(20);
    refusedWith(ErrorCode.INCORRECT_DISK_STATUS_NEVER_ATTACHED, call -> call.disks = List.of(disk));
    String instance = calls.instance(0);
    calls.attach(disk, instance);
    calls.detach(disk, instance);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskThatWasBornEmptyAndNeverExposedIsRefused() throws Refusal {
    String instance = calls.instance(0);
    calls.stop(instance);
    String disk = calls.disk(20);
    calls.attach(disk, instance);
    refusedWith(ErrorCode.INCORRECT_DISK_STATUS_NEVER_USED, call -> call.disks = List.of(disk));
    calls.start(instance);
    assertThat(calls.groupOf(disk)).as("exposed, though never written").isNotEmpty();
  }

  @Test
  void aDiskWithASnapshotsBytesNeedsNoExposure() throws Refusal {
    String instance = calls.instance(1);
    String snapshot = calls.snapshot(calls.disksOf(instance).getLast());
    calls.stop(instance);
    String clone = calls.disk("cloud_essd", "cn-hangzhou-h", null, snapshot, null);
    refusedWith(
        ErrorCode.INCORRECT_DISK_STATUS_NEVER_ATTACHED, call -> call.disks = List.of(clone));
    calls.attach(clone, instance);
    assertThat(calls.groupOf(clone)).isNotEmpty();
  }

  @Test
  void theInstanceOfAnAttachedDiskIsRunningOrStopped() throws Refusal {
    String instance = calls.instance(1);
    for (InstanceStatus status : List.of(InstanceStatus.STARTING, InstanceStatus.STOPPING)) {
      setStatus(instance, status);
      refusedWith(ErrorCode.INCORRECT_INSTANCE_STATUS, call -> call.instance = instance);
    }
    setStatus(instance, InstanceStatus.RUNNING);
    assertThat(create(call -> call.instance = instance)).isNotEmpty();
    calls.stop(instance);
    assertThat(create(call -> call.instance = instance)).isNotEmpty();
  }

  private void setStatus(String instance, InstanceStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.instances().setStatus(instance, status);
          return status;
        });
  }

  @Test
  void aDiskInTransitionIsRefused() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    setDisk(disk, DiskStatus.REINITING);
    refusedWith(ErrorCode.INCORRECT_DISK_STATUS, call -> call.disks = List.of(disk));
    setDisk(disk, DiskStatus.IN_USE);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  private void setDisk(String disk, DiskStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.disks().setStatus(disk, status);
          return status;
        });
  }

  @Test
  void anInstanceThatIsLockedForSecurityRefusesForItsAttachedDisksOnly() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    String detached = used(instance, 20);
    world.control().operator().lock(instance, Operator.LockState.LOCKED);
    refusedWith(ErrorCode.INSTANCE_LOCKED_FOR_SECURITY, call -> call.disks = List.of(disk));
    assertThat(calls.groupOf(detached)).isNotEmpty();
    world.control().operator().lock(instance, Operator.LockState.UNLOCKED);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskInArrearsIsRefused() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    world.control().operator().arrears(disk, Operator.Payment.IN_ARREARS);
    refusedWith(ErrorCode.DISK_IN_ARREARS, call -> call.disks = List.of(disk));
    world.control().operator().arrears(disk, Operator.Payment.PAID);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskHasAtMostItsQuotaOfManualSnapshots() throws Exception {
    Limits d = Limits.DEFAULT;
    assertThat(d.manualSnapshotsMax()).isEqualTo(256);
    world.restart(
        new Limits(
            d.groupDisksMax(),
            d.groupGibMax(),
            3,
            d.unfinishedSnapshotsMax(),
            d.unfinishedSnapshotsCap(),
            d.tagsMax(),
            d.instancesPerCallMax(),
            d.dataDisksPerCallMax(),
            d.disksPerInstanceMax(),
            d.undoKeepDays(),
            d.tokenKeepHours()));
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    calls.snapshot(disks.get(1));
    calls.groupOf(disks.get(1));
    String third = calls.groupOf(disks.get(1));
    refusedWith(
        ErrorCode.QUOTA_EXCEED_SNAPSHOT, call -> call.disks = List.of(disks.get(2), disks.get(1)));
    refused(ErrorCode.QUOTA_EXCEED_SNAPSHOT, () -> calls.snapshot(disks.get(1)));
    calls.deleteGroup(third);
    assertThat(calls.groupOf(disks.get(1))).isNotEmpty();
  }

  @Test
  void unfinishedSnapshotsHaveThreeBoundsWithThreeCodes() throws Exception {
    world.upload((_, _) -> {});
    String disk = unfinished(limits(2, 64), 2);
    refusedWith(
        ErrorCode.QUOTA_EXCEED_CONCURRENT_SNAPSHOT_QUOTA, call -> call.disks = List.of(disk));
    String single = unfinished(limits(1, 64), 1);
    refusedWith(
        ErrorCode.INCORRECT_DISK_STATUS_CREATING_SNAPSHOT, call -> call.disks = List.of(single));
    String capped = unfinished(limits(10, 2), 2);
    refusedWith(
        ErrorCode.INCORRECT_DISK_STATUS_TOO_MANY_CREATING_SNAPSHOTS,
        call -> call.disks = List.of(capped));
  }

  private static Limits limits(int unfinished, int cap) {
    Limits d = Limits.DEFAULT;
    return new Limits(
        d.groupDisksMax(),
        d.groupGibMax(),
        d.manualSnapshotsMax(),
        unfinished,
        cap,
        d.tagsMax(),
        d.instancesPerCallMax(),
        d.dataDisksPerCallMax(),
        d.disksPerInstanceMax(),
        d.undoKeepDays(),
        d.tokenKeepHours());
  }

  /** A disk with so many groups that are still being uploaded. */
  private String unfinished(Limits limits, int count) throws Exception {
    world.restart(limits);
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int i = 0; i < count; i++) {
      assertThat(calls.group(calls.groupOf(disk)).status()).isEqualTo("progressing");
    }
    return disk;
  }

  @Test
  void theNameKeepsItsRule() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad :
        List.of(
            "a", "1ab", "-ab", "a b", "a/b", "http://ab", "https://ab", "a" + "b".repeat(128))) {
      refusedWith(
          ErrorCode.INVALID_PARAMETER_NAME,
          call -> {
            call.disks = List.of(disk);
            call.name = bad;
          });
    }
    refusedWith(
        ErrorCode.INVALID_SNAPSHOT_NAME_MALFORMED,
        call -> {
          call.disks = List.of(disk);
          call.name = "autobackup";
        });
    for (String good : List.of("ab", "a.b_c-d:1", "备份1", "Auto", "httpd", "a" + "b".repeat(127))) {
      String group =
          create(call -> {
            call.disks = List.of(disk);
            call.name = good;
          });
      assertThat(calls.group(group).name()).isEqualTo(good);
    }
  }

  @Test
  void theDescriptionKeepsItsRule() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad : List.of("a", "http://ab", "https://ab", "x".repeat(257))) {
      refusedWith(
          ErrorCode.INVALID_PARAMETER_DESCRIPTION,
          call -> {
            call.disks = List.of(disk);
            call.description = bad;
          });
    }
    for (String good : List.of("ab", "see http://ab\nthere", "x".repeat(256))) {
      String group =
          create(call -> {
            call.disks = List.of(disk);
            call.description = good;
          });
      assertThat(calls.group(group).description()).isEqualTo(good);
    }
  }

  @Test
  void instantAccessDaysAreReadOnlyWithInstantAccess() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int bad : List.of(0, -1, 65_536)) {
      refusedWith(
          ErrorCode.INVALID_RETENTION_DAYS_MALFORMED,
          call -> {
            call.disks = List.of(disk);
            call.instantAccess = true;
            call.instantAccessDays = bad;
          });
    }
    for (int good : List.of(1, 65_535)) {
      assertThatCode(() ->
              create(call -> {
                call.disks = List.of(disk);
                call.instantAccess = true;
                call.instantAccessDays = good;
              }))
          .doesNotThrowAnyException();
    }
    assertThatCode(() ->
            create(call -> {
              call.disks = List.of(disk);
              call.instantAccessDays = 0;
            }))
        .doesNotThrowAnyException();
  }

  @Test
  void tagsKeepTheirRules() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad :
        List.of("", "acs:x", "ACS:x", "aliyun", "a http://b", "https://", "k".repeat(129))) {
      tagged(ErrorCode.INVALID_TAG_KEY_MALFORMED, disk, List.of(new Tag(bad, "v")));
    }
    tagged(ErrorCode.INVALID_TAG_KEY_MALFORMED, disk, List.of(new Tag(null, "v")));
    for (String bad : List.of("acs:x", "a http://b", "https://", "v".repeat(129))) {
      tagged(ErrorCode.INVALID_TAG_VALUE_MALFORMED, disk, List.of(new Tag("k", bad)));
    }
    tagged(ErrorCode.DUPLICATE_TAG_KEY, disk, List.of(new Tag("k", "1"), new Tag("k", "2")));
    List<Tag> many = IntStream.range(0, 21).mapToObj(i -> new Tag("k" + i, "v" + i)).toList();
    tagged(ErrorCode.QUOTA_EXCEED_TAGS, disk, many);
    String group =
        create(call -> {
          call.disks = List.of(disk);
          call.tags = many.subList(0, 20);
        });
    assertThat(calls.group(group).tags()).hasSize(20);
    String odd =
        create(call -> {
          call.disks = List.of(disk);
          call.tags =
              List.of(
                  new Tag("k".repeat(128), "v".repeat(128)), new Tag("K", null), new Tag("k", ""));
        });
    assertThat(calls.group(odd).tags()).hasSize(3).contains(new Tag("K", ""));
  }

  private void tagged(ErrorCode code, String disk, List<Tag> tags) {
    refusedWith(
        code,
        call -> {
          call.disks = List.of(disk);
          call.tags = tags;
        });
  }

  @Test
  void membersAreTaggedWithTheInstanceTheyComeFrom() throws Refusal {
    String instance = calls.instance(1);
    GroupView group = calls.group(create(call -> call.instance = instance));
    assertThat(group.instanceId()).isEqualTo(instance);
    assertThat(group.members())
        .allSatisfy(member ->
            assertThat(member.tags()).containsExactly(new Tag("acs:ecs:createFrom", instance)));
    assertThat(group.members().getFirst().sourceDiskType()).isEqualTo("system");
    assertThat(group.members().getLast().sourceDiskType()).isEqualTo("data");
  }

  @Test
  void aStorageLocationIsMalformedOrForeign() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    refusedWith(
        ErrorCode.INVALID_STORAGE_LOCATION_ARN_MALFORMED,
        call -> {
          call.disks = List.of(disk);
          call.arn = "somewhere";
        });
    refusedWith(
        ErrorCode.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN,
        call -> {
          call.disks = List.of(disk);
          call.arn = "acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1";
        });
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.arn = "";
            }))
        .isNotEmpty();
  }

  @Test
  void theResourceGroupMustExist() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    refusedWith(
        ErrorCode.INVALID_RESOURCE_GROUP_NOT_FOUND,
        call -> {
          call.disks = List.of(disk);
          call.resourceGroup = "rg-nobody";
        });
    String byDefault = calls.group(calls.groupOf(disk)).resourceGroupId();
    assertThat(byDefault).startsWith("rg-default");
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.resourceGroup = byDefault;
            }))
        .isNotEmpty();
  }

  @Test
  void theTokenIsAsciiOfAtMostSixtyFour() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad : List.of("t".repeat(65), "tökén", "a b")) {
      refusedWith(
          ErrorCode.INVALID_CLIENT_TOKEN_MALFORMED,
          call -> {
            call.disks = List.of(disk);
            call.token = bad;
          });
    }
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.token = "t".repeat(64);
            }))
        .isNotEmpty();
  }

  @Test
  void conflictsOfSelectionComeBeforeLookupsAndTheResourceGroupComesLast() throws Refusal {
    String disk = calls.disk(20);
    refusedWith(
        ErrorCode.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT,
        call -> {
          call.disks = List.of("d-bp1nobody");
          call.exclude = List.of("d-bp1nobody");
        });
    refusedWith(
        ErrorCode.INCORRECT_DISK_STATUS_NEVER_ATTACHED,
        call -> {
          call.disks = List.of(disk);
          call.resourceGroup = "rg-nobody";
        });
  }

  @Test
  void anEngineWithoutRoomFailsTheGroupWhichStaysListedAndHoldsNothing() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.engine().failNext(new BlockFault.OutOfSpace("the pool is full"));
    refused(ErrorCode.CREATE_SNAPSHOT_FAILED, () -> calls.groupOf(disk));
    GroupView failed = calls.groups(null).getFirst();
    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.members()).noneMatch(GroupView.Member::available);
    assertThat(world.engine().images()).isEmpty();
    calls.deleteGroup(failed.snapshotGroupId());
    assertThat(calls.groups(null)).isEmpty();
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }
}
