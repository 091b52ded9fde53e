package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskReset;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.disk.ResetAnswer;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import java.util.ArrayList;
import java.util.List;

/** Rolls disks back to snapshots of one group, all or none. */
final class ResetDisks implements Action {
  private final Disks disks;

  ResetDisks(Disks disks) {
    this.disks = disks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    String regionId = arguments.required("RegionId");
    List<DiskReset> resets = new ArrayList<>();
    for (Arguments disk : arguments.structures("Disk")) {
      resets.add(new DiskReset(disk.required("DiskId"), disk.required("SnapshotId")));
    }
    if (resets.isEmpty()) {
      throw CommonError.MISSING_PARAMETER.with("Disk.1.DiskId");
    }
    ResetAnswer done =
        disks.reset(
            caller,
            new dev.stillpoint.control.disk.ResetDisks(
                regionId, resets, arguments.flagOrNull("DryRun")));
    Fields answer = new Fields().text("UndoSnapshotGroupId", done.undoSnapshotGroupId());
    Shapes.progress(answer, done.outcomes());
    return answer;
  }
}
