package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.snapshot.SnapshotChains;
import dev.stillpoint.control.snapshot.SnapshotTotals;

/** Lists prepaid storage for snapshots, of which a server of one's own has none. */
final class DescribeSnapshotPackage implements Action {
  private final SnapshotChains chains;

  DescribeSnapshotPackage(SnapshotChains chains) {
    this.chains = chains;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<SnapshotTotals> listing =
        chains.packages(
            invocation.caller(),
            arguments.required("RegionId"),
            new Paging(
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize"),
                null,
                null));
    return new Fields()
        .list("SnapshotPackages", "SnapshotPackage", listing.items(), _ -> new Fields())
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }
}
