package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.InstanceFilter;
import dev.stillpoint.catalog.InstanceOptionsRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** Reads of instances whose rows the catalog keeps. */
public final class CatalogInstanceReads implements InstanceReads {
  private static final int IDS_MAX = 100;
  private static final int STATUSES_MAX = 50;
  private static final int SIZE_MAX = 100;

  private final Foundation foundation;

  public CatalogInstanceReads(Foundation foundation) {
    this.foundation = foundation;
  }

  @Override
  public InstanceView attribute(Caller caller, String instanceId) throws Refusal {
    TextRule.require(instanceId, "InstanceId");
    admit(caller, "DescribeInstanceAttribute", null, List.of(instanceId));
    return foundation
        .catalog()
        .read(tables ->
            InstanceList.views(
                    tables, List.of(InstanceTransitions.find(tables, caller, instanceId)))
                .getFirst());
  }

  @Override
  public String userData(Caller caller, String regionId, String instanceId) throws Refusal {
    TextRule.require(regionId, "RegionId");
    TextRule.require(instanceId, "InstanceId");
    admit(caller, "DescribeUserData", regionId, List.of(instanceId));
    return foundation
        .catalog()
        .read(tables -> {
          InstanceTransitions.find(tables, caller, instanceId);
          return tables
              .instanceOptions()
              .find(instanceId)
              .map(InstanceOptionsRow::userData)
              .orElse("");
        });
  }

  @Override
  public Listing<InstanceView> statuses(Caller caller, NamedInstances request) throws Refusal {
    for (String id : request.instanceIds()) {
      if (!id.startsWith("i-")) {
        throw new Refusal(InstanceError.ABS_INVALID_INSTANCE_IDS_MALFORMED, id);
      }
    }
    return list(caller, "DescribeInstanceStatus", request, STATUSES_MAX);
  }

  @Override
  public Listing<InstanceView> named(Caller caller, String action, NamedInstances request)
      throws Refusal {
    return list(caller, action, request, SIZE_MAX);
  }

  private Listing<InstanceView> list(
      Caller caller, String action, NamedInstances request, int sizeMax) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.instanceIds().size() > IDS_MAX) {
      throw new Refusal(
          InstanceError.INVALID_PARAMETER_TOO_MANY_INSTANCE_IDS,
          IDS_MAX,
          request.instanceIds().size());
    }
    admit(caller, action, request.regionId(), request.instanceIds());
    if (!TextRule.absent(request.zoneId())) {
      Places.checkZone(foundation.geography(), request.zoneId());
    }
    Integer size = request.pageSize();
    Paging paging =
        new Paging(request.pageNumber(), size == null ? null : Math.min(size, sizeMax), null, null);
    Pages pages = Pages.of(paging, 1, sizeMax);
    InstanceFilter filter =
        new InstanceFilter(
            caller.accountId(),
            request.instanceIds().isEmpty() ? null : request.instanceIds(),
            null,
            TextRule.absent(request.zoneId()) ? null : request.zoneId(),
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
            List.of());
    return foundation
        .catalog()
        .read(tables -> {
          Slice<InstanceRow> slice = tables.instances().list(filter, pages.part());
          return pages.listing(
              slice,
              InstanceList.views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.instanceId()));
        });
  }

  @Override
  public void none(Caller caller, String action, String regionId, List<String> instanceIds)
      throws Refusal {
    TextRule.require(regionId, "RegionId");
    admit(caller, action, regionId, instanceIds);
  }

  private void admit(Caller caller, String action, String regionId, List<String> ids)
      throws Refusal {
    foundation.admission().admit(caller, action, regionId, Resource.namedOrEvery("instance", ids));
  }
}
