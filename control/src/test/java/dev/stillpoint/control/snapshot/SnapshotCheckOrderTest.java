package dev.stillpoint.control.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.control.account.CatalogAccounts;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.Mending;
import org.junit.jupiter.api.Test;

/** In which order CreateSnapshot checks. */
class SnapshotCheckOrderTest extends InAWorld {
  private String disk = "d-bp1nobody";
  private String name = "automatic";
  private String token = "taken";
  private String resourceGroup = "rg-nobody";
  private String arn = "acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1";

  private String create() throws Exception {
    return world
        .control()
        .snapshots()
        .create(
            world.caller(),
            new CreateSnapshot(
                disk, name, null, null, null, null, null, token, resourceGroup, arn, null))
        .id();
  }

  @Test
  void theFormComesFirstThenTheAccountTheTokenThePlaceTheDiskAndTheResourceGroup()
      throws Throwable {
    String instance = calls.instance(1);
    calls.snapshot(calls.disksOf(instance).getLast(), "taken");
    calls.stop(instance);
    String known = calls.disk(20);
    set(known, DiskStatus.REINITING);
    Operator operator = world.control().operator();
    operator.transfer(known, true);
    operator.accounts().mark(CatalogAccounts.FIRST, Mark.SNAPSHOT_SERVICE_CLOSED, true);

    Mending.rowByRow(
        this::create,
        new Mending(GroupError.INVALID_SNAPSHOT_NAME_MALFORMED, () -> name = "named"),
        new Mending(
            GroupError.INVALID_ACCOUNT_STATUS_SNAPSHOT_SERVICE_UNAVAILABLE,
            () ->
                operator
                    .accounts()
                    .mark(CatalogAccounts.FIRST, Mark.SNAPSHOT_SERVICE_CLOSED, false)),
        new Mending(SharedError.IDEMPOTENT_PARAMETER_MISMATCH, () -> token = "fresh"),
        new Mending(
            GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN, () -> arn = null),
        new Mending(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> disk = known),
        new Mending(GroupError.INCORRECT_DISK_STATUS, () -> set(known, DiskStatus.AVAILABLE)),
        new Mending(
            GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, () -> operator.transfer(known, false)),
        new Mending(
            GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, () -> calls.attach(known, instance)),
        new Mending(GroupError.INCORRECT_DISK_STATUS_NEVER_USED, () -> calls.start(instance)),
        new Mending(SharedError.INVALID_RESOURCE_GROUP_NOT_FOUND, () -> resourceGroup = null));
    assertThat(world.engine().groups()).as("the other call's and this one").hasSize(2);
  }

  private void set(String diskId, DiskStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.disks().setStatus(diskId, status);
          return status;
        });
  }
}
