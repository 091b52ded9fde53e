package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.token.ClientTokens;

/** Changes of disks whose rows the catalog keeps and whose bytes the engine keeps. */
public final class CatalogDiskChanges implements DiskChanges {
  private final DiskAttributes attributes;
  private final DiskGrowth growth;
  private final DiskRollback rollback;
  private final DiskReinit reinit;
  private final DiskSpecChange spec;
  private final DiskCharging charging;

  public CatalogDiskChanges(Foundation foundation, ClientTokens tokens, InstanceStarter starter) {
    attributes = new DiskAttributes(foundation);
    growth = new DiskGrowth(foundation, tokens);
    rollback = new DiskRollback(foundation);
    reinit = new DiskReinit(foundation, starter);
    spec = new DiskSpecChange(foundation);
    charging = new DiskCharging(foundation);
  }

  @Override
  public void modify(Caller caller, ModifyDiskAttribute request) throws Refusal {
    attributes.modify(caller, request);
  }

  @Override
  public void resize(Caller caller, ResizeDisk request) throws Refusal {
    growth.resize(caller, request);
  }

  @Override
  public String reset(Caller caller, ResetDisk request) throws Refusal {
    return rollback.reset(caller, request).undoSnapshotGroupId();
  }

  @Override
  public String reinit(Caller caller, ReInitDisk request) throws Refusal {
    return reinit.reinit(caller, request);
  }

  @Override
  public String modifySpec(Caller caller, ModifyDiskSpec request) throws Refusal {
    return spec.modify(caller, request);
  }

  @Override
  public void modifyChargeType(Caller caller, ModifyDiskChargeType request) throws Refusal {
    charging.modify(caller, request);
  }
}
