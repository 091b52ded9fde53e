package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskChanges;
import dev.stillpoint.control.fault.Refusal;

/** Grows a disk. */
final class ResizeDisk implements Action {
  private final DiskChanges changes;

  ResizeDisk(DiskChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String diskId = arguments.required("DiskId");
    int gib =
        arguments.whole("NewSize").orElseThrow(() -> CommonError.MISSING_PARAMETER.with("NewSize"));
    changes.resize(
        invocation.caller(),
        new dev.stillpoint.control.disk.ResizeDisk(
            diskId, gib, arguments.textOrNull("Type"), arguments.textOrNull("ClientToken")));
    return new Fields();
  }
}
