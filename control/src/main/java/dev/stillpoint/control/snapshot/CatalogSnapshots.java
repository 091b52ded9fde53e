package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Disposal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;

/** Snapshots whose rows the catalog keeps and whose images the engine keeps. */
public final class CatalogSnapshots implements Snapshots {
  private final Foundation foundation;
  private final SnapshotCreation creation;
  private final SnapshotList list;
  private final SnapshotChange change;
  private final SnapshotArchiving archiving;
  private final Disposal disposal;

  public CatalogSnapshots(Foundation foundation, ClientTokens tokens, ImageSizes sizes) {
    this.foundation = foundation;
    creation = new SnapshotCreation(foundation, tokens);
    list = new SnapshotList(foundation, sizes);
    change = new SnapshotChange(foundation);
    archiving = new SnapshotArchiving(foundation);
    disposal = new Disposal(foundation);
  }

  @Override
  public Frozen create(Caller caller, CreateSnapshot request) throws Refusal {
    return creation.create(caller, request);
  }

  @Override
  public Listing<SnapshotView> describe(Caller caller, DescribeSnapshots request) throws Refusal {
    return list.describe(caller, request);
  }

  @Override
  public void modify(Caller caller, ModifySnapshotAttribute request) throws Refusal {
    change.modify(caller, request);
  }

  @Override
  public String changeCategory(
      Caller caller, String snapshotId, String category, Integer retentionDays) throws Refusal {
    archiving.archive(caller, snapshotId, category, retentionDays);
    return foundation.identifiers().task();
  }

  @Override
  public void delete(Caller caller, String snapshotId, Boolean force) throws Refusal {
    TextRule.require(snapshotId, "SnapshotId");
    foundation
        .admission()
        .admit(caller, "DeleteSnapshot", null, List.of(Resource.snapshot(snapshotId)));
    try (Held _ = foundation.locks().hold(List.of(snapshotId))) {
      SnapshotRow row =
          foundation
              .catalog()
              .write(tables -> {
                SnapshotRow found = SnapshotChange.find(tables, caller, snapshotId);
                if (found.state() == SnapshotState.INTENDED) {
                  throw new Refusal(
                      SnapshotError.INCORRECT_DISK_STATUS_CREATING_SNAPSHOT_400, snapshotId);
                }
                disposal.intend(tables, found);
                return found;
              });
      disposal.delete(List.of(row));
    }
  }
}
