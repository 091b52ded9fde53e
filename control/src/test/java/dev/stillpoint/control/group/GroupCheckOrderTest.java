package dev.stillpoint.control.group;

import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order CreateSnapshotGroup checks. */
class GroupCheckOrderTest extends CreatingGroups {
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
}
