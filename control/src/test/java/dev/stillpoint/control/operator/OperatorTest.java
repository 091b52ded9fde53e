package dev.stillpoint.control.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.SharedVolumeStatus;
import dev.stillpoint.control.account.CatalogAccounts;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.operator.AccountDesk.NewAccount;
import dev.stillpoint.control.operator.Operator.LockReason;
import dev.stillpoint.control.operator.Operator.LockState;
import dev.stillpoint.control.operator.Operator.Sharing;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.Mending;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator sets, and that it is there again after a restart. */
class OperatorTest extends InAWorld {
  private static final String BOX = "acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1";

  private Operator operator() {
    return world.control().operator();
  }

  @Test
  void anAccountIsMadeWithAKeyAndIsAWorldOfItsOwn() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    NewAccount made = operator().accounts().create();
    assertThat(made.accountId()).matches("1\\d{15}");
    assertThat(made.toString()).doesNotContain(made.accessKeySecret());
    assertThat(operator().accounts().accounts())
        .extracting(AccountDesk.AccountState::accountId)
        .contains(CatalogAccounts.FIRST, made.accountId());
    assertThat(operator().accounts().keys(made.accountId()).getFirst().accessKeyId())
        .isEqualTo(made.accessKeyId());
    GroupCall call = new GroupCall();
    call.disks = List.of(disk);
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> world.control().groups().create(Caller.root(made.accountId()), call.request()));
    assertThat(calls.group(call)).isNotEmpty();
  }

  @Test
  void aSharedDiskMayBeKnownAndNotFrozen() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    Caller friend = Caller.root(operator().accounts().create().accountId());
    Caller stranger = Caller.root(operator().accounts().create().accountId());
    GroupCall call = new GroupCall();
    call.disks = List.of(disk);
    operator().share(disk, friend.accountId(), Sharing.SHARED);
    operator().share(disk, friend.accountId(), Sharing.SHARED);
    world.restart();
    assertThat(operator().shares()).hasSize(1);
    refused(
        GroupError.INVALID_OPERATION_UNAUTHORIZED,
        () -> world.control().groups().create(friend, call.request()));
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> world.control().groups().create(stranger, call.request()));
    assertThat(calls.group(call)).as("its owner may").isNotEmpty();
    operator().share(disk, friend.accountId(), Sharing.UNSHARED);
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> world.control().groups().create(friend, call.request()));
  }

  @Test
  void aShareGoesWithItsDiskAndNeedsAnotherAccount() throws Exception {
    String disk = calls.disk(20);
    String friend = operator().accounts().create().accountId();
    operator().share(disk, friend, Sharing.SHARED);
    assertThatThrownBy(() -> operator().share(disk, CatalogAccounts.FIRST, Sharing.SHARED))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> operator().share(disk, "1", Sharing.SHARED))
        .hasMessage("There is no account 1.");
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> operator().share("d-bp1nobody", friend, Sharing.SHARED));
    world.control().disks().delete(world.caller(), disk);
    assertThat(operator().shares()).isEmpty();
  }

  @Test
  void anAccountWhoseKeyIsDisabledGetsAnother() throws Exception {
    NewAccount made = operator().accounts().create();
    operator().accounts().setActive(made.accessKeyId(), false);
    NewAccount again = operator().accounts().createKey(made.accountId());
    world.restart();
    assertThat(again.accountId()).isEqualTo(made.accountId());
    assertThat(active(again)).isTrue();
    assertThat(active(made)).isFalse();
    operator().accounts().createKey(made.accountId());
    assertThatThrownBy(() -> operator().accounts().createKey(made.accountId()))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("disable one");
    assertThatThrownBy(() -> operator().accounts().createKey("1"))
        .hasMessage("There is no account 1.");
  }

  @Test
  void aDisabledAccountsKeysOpenNothingUntilItIsEnabled() throws Exception {
    NewAccount made = operator().accounts().create();
    operator().accounts().mark(made.accountId(), Mark.DISABLED, true);
    world.restart();
    assertThat(active(made)).isFalse();
    operator().accounts().mark(made.accountId(), Mark.DISABLED, false);
    assertThat(active(made)).isTrue();
    operator().accounts().setActive(made.accessKeyId(), false);
    assertThat(active(made)).as("the key alone").isFalse();
    operator().accounts().setActive(made.accessKeyId(), true);
    assertThat(active(made)).isTrue();
  }

  private boolean active(NewAccount made) {
    return world.control().accounts().accessKey(made.accessKeyId()).orElseThrow().active();
  }

  @Test
  void whatDoesNotExistIsToldInASentence() {
    assertThatThrownBy(() -> operator().accounts().mark("1", Mark.LISTED, true))
        .isInstanceOf(NotPossible.class)
        .hasMessage("There is no account 1.");
    assertThatThrownBy(() -> operator().accounts().setActive("LTAInone", true))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> operator().accounts().keys("1")).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> operator().places().register("somewhere"))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> operator().places().authorise(BOX, CatalogAccounts.FIRST, true))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> operator().places().deleteSharedVolume("v-bp1none"))
        .isInstanceOf(NotPossible.class);
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> operator().transfer("d-bp1nobody", true));
  }

  @Test
  void aLockOfOneReasonLeavesTheOther() throws Exception {
    String instance = calls.instance(0);
    operator().lock(instance, LockReason.SECURITY, LockState.LOCKED);
    operator().lock(instance, LockReason.FINANCIAL, LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> calls.stop(instance));
    operator().lock(instance, LockReason.SECURITY, LockState.UNLOCKED);
    world.restart();
    assertThat(calls.instanceView(instance).lockReasons()).containsExactly("financial");
    calls.stop(instance);
  }

  @Test
  void aDiskOnTheMoveIsNotFrozenAndItsMarkGoesWithIt() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    operator().transfer(disk, true);
    world.restart();
    refused(GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, () -> calls.groupOf(disk));
    refused(GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, () -> calls.snapshot(disk));
    operator().transfer(disk, false);
    assertThat(calls.groupOf(disk)).isNotEmpty();
    String other = calls.disk(20);
    operator().transfer(other, true);
    assertThat(operator().disks()).hasSize(1);
    calls.deleteDisk(other);
    assertThat(operator().disks()).isEmpty();
  }

  @Test
  void aSharedVolumeIsMetByWhereItStands() throws Exception {
    String volume = operator().places().createSharedVolume(CatalogAccounts.FIRST);
    refused(GroupError.INVALID_DISK_SHARE_VOLUME, () -> calls.groupOf(volume));
    operator().places().setSharedVolume(volume, SharedVolumeStatus.ATTACHING);
    world.restart();
    refused(GroupError.INCORRECT_VOLUME_STATUS, () -> calls.groupOf(volume));
    operator().places().deleteSharedVolume(volume);
    refused(GroupError.INVALID_VOLUME_ID_NOT_FOUND, () -> calls.groupOf(volume));
    String foreign =
        operator().places().createSharedVolume(operator().accounts().create().accountId());
    refused(GroupError.INVALID_VOLUME_ID_NOT_FOUND, () -> calls.groupOf(foreign));
  }

  @Test
  void aBoxKeepsNoSnapshotsAndOnlyThoseWhoMayUseItLearnThat() throws Exception {
    GroupCall call = new GroupCall();
    call.disks = List.of(calls.disksOf(calls.instance(1)).getLast());
    call.arn = BOX;
    refused(
        GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN, () -> calls.group(call));
    operator().places().register(BOX);
    refused(
        GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN, () -> calls.group(call));
    operator().places().authorise(BOX, CatalogAccounts.FIRST, true);
    world.restart();
    refused(
        GroupError.INVALID_OPERATION_SNAPSHOT_STORAGE_LOCATION_UNSUPPORTED,
        () -> calls.group(call));
    operator().places().authorise(BOX, CatalogAccounts.FIRST, false);
    refused(
        GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN, () -> calls.group(call));
    operator().places().remove(BOX);
    assertThat(operator().places().locations()).isEmpty();
  }

  @Test
  void aLimitHoldsAtOnceAndAfterARestartAndIsGivenBack() throws Exception {
    List<String> disks = calls.disksOf(calls.instance(2));
    operator().limits().set("group.disks.max", 2);
    refused(
        GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, () -> calls.groupOf(disks.toArray(String[]::new)));
    world.restart();
    refused(
        GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, () -> calls.groupOf(disks.toArray(String[]::new)));
    operator().limits().reset("group.disks.max");
    assertThat(calls.groupOf(disks.toArray(String[]::new))).isNotEmpty();
    assertThat(world.foundation().limits()).isEqualTo(Limits.DEFAULT);
    assertThatThrownBy(() -> operator().limits().set("group.disks.max", 129))
        .hasMessage("group.disks.max takes 1 to 128, not 129.");
    assertThatThrownBy(() -> operator().limits().set("group.disk.max", 1))
        .hasMessageContaining("There is no limit group.disk.max. There are: group.disks.max,");
  }

  @Test
  void theRegionsAndTheAccountsFlagsStandInTheirOrder() throws Throwable {
    GroupCall call = new GroupCall();
    call.disks = List.of(calls.disksOf(calls.instance(1)).getLast());
    call.instantAccess = true;
    PlaceDesk places = operator().places();
    AccountDesk accounts = operator().accounts();
    places.mark(Mark.GROUPS_NOT_OFFERED, true);
    places.mark(Mark.INSTANT_ACCESS_NOT_OFFERED, true);
    places.mark(Mark.GROUPS_FOR_LISTED, true);
    accounts.mark(CatalogAccounts.FIRST, Mark.SNAPSHOT_SERVICE_CLOSED, true);
    accounts.mark(CatalogAccounts.FIRST, Mark.BALANCE_TOO_LOW, true);
    Mending.rowByRow(
        () -> calls.group(call),
        new Mending(
            GroupError.INVALID_REGION_NOT_SUPPORT,
            () -> places.mark(Mark.GROUPS_NOT_OFFERED, false)),
        new Mending(
            GroupError.INVALID_REGION_NOT_SUPPORT_SNAPSHOT_INSTANT_ACCESS_REGION,
            () -> call.instantAccess = false),
        new Mending(
            GroupError.INVALID_ACCOUNT_STATUS_SNAPSHOT_SERVICE_UNAVAILABLE,
            () -> accounts.mark(CatalogAccounts.FIRST, Mark.SNAPSHOT_SERVICE_CLOSED, false)),
        new Mending(
            GroupError.USER_NOT_IN_THE_WHITE_LIST,
            () -> accounts.mark(CatalogAccounts.FIRST, Mark.LISTED, true)),
        new Mending(
            GroupError.INVALID_ACCOUNT_STATUS_NOT_ENOUGH_BALANCE,
            () -> accounts.mark(CatalogAccounts.FIRST, Mark.BALANCE_TOO_LOW, false)));
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void aClosedServiceHoldsUpSnapshotsTooAndNothingElse() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    operator().accounts().mark(CatalogAccounts.FIRST, Mark.SNAPSHOT_SERVICE_CLOSED, true);
    refused(
        GroupError.INVALID_ACCOUNT_STATUS_SNAPSHOT_SERVICE_UNAVAILABLE, () -> calls.snapshot(disk));
    assertThat(calls.groups(null)).isEmpty();
    calls.stop(instance);
  }

  @Test
  void everyReasonIsToldInTheOrderOfTheChecksAndTheCallGivesTheFirst() throws Exception {
    String instance = calls.instance(1);
    String moved = calls.disksOf(instance).getLast();
    String never = calls.disk(20);
    String plain = calls.disk("cloud_efficiency", "cn-hangzhou-h", 20, null, null);
    operator().transfer(moved, true);
    operator().lock(instance, LockState.LOCKED);
    GroupCall call = new GroupCall();
    call.disks = List.of(moved, "d-bp1nobody", never, plain);
    call.name = "auto-1";
    call.resourceGroup = "rg-nobody";
    var told = world.control().groups().preflight(world.caller(), call.request());
    assertThat(told.stream().map(o -> o.subject() + " " + o.refusal().code().code()))
        .containsExactly(
            " InvalidSnapshotName.Malformed",
            "d-bp1nobody InvalidDiskId.NotFound",
            plain + " DiskCategory.OperationNotSupported",
            moved + " IncorrectDiskStatus.Transferring",
            moved + " InstanceLockedForSecurity",
            never + " IncorrectDiskStatus.NeverAttached",
            never + " IncorrectDiskStatus.NeverUsed",
            plain + " IncorrectDiskStatus.NeverAttached",
            plain + " IncorrectDiskStatus.NeverUsed",
            " InvalidResourceGroup.NotFound");
    Refusal first = refused(GroupError.INVALID_SNAPSHOT_NAME_MALFORMED, () -> calls.group(call));
    assertThat(first.code()).isEqualTo(told.getFirst().refusal().code());
    assertThat(calls.groups(null)).isEmpty();
    GroupCall good = new GroupCall();
    good.disks = List.of(moved);
    operator().transfer(moved, false);
    operator().lock(instance, LockState.UNLOCKED);
    assertThat(world.control().groups().preflight(world.caller(), good.request())).isEmpty();
    assertThat(calls.groups(null)).as("a preflight makes nothing").isEmpty();
    assertThat(calls.group(good)).isNotEmpty();
  }
}
