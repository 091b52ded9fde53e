package dev.stillpoint.control.group;

import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Disposal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Objections.Objection;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Groups whose rows the catalog keeps and whose record the engine keeps. */
public final class CatalogGroups implements Groups {
  private final Foundation foundation;
  private final GroupCreation creation;
  private final GroupList list;
  private final Disposal disposal;

  public CatalogGroups(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    creation = new GroupCreation(foundation, tokens);
    list = new GroupList(foundation);
    disposal = new Disposal(foundation);
  }

  @Override
  public Frozen create(Caller caller, CreateSnapshotGroup request) throws Refusal {
    return creation.create(caller, request);
  }

  @Override
  public List<Objection> preflight(Caller caller, CreateSnapshotGroup request) throws Refusal {
    return creation.preflight(caller, request);
  }

  @Override
  public Listing<GroupView> describe(Caller caller, DescribeSnapshotGroups request) throws Refusal {
    return list.describe(caller, request);
  }

  @Override
  public void modify(Caller caller, ModifySnapshotGroup request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    String groupId = TextRule.require(request.snapshotGroupId(), "SnapshotGroupId");
    TextRule.NAME.check(request.name(), GroupError.INVALID_PARAMETER_NAME);
    TextRule.DESCRIPTION.check(request.description(), GroupError.INVALID_PARAMETER_DESCRIPTION);
    foundation
        .admission()
        .admit(
            caller,
            "ModifySnapshotGroup",
            request.regionId(),
            List.of(Resource.snapshotGroup(groupId)));
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller, groupId);
          tables.groups().describe(groupId, request.name(), request.description());
          return groupId;
        });
  }

  @Override
  public List<ItemOutcome> delete(Caller caller, String regionId, String snapshotGroupId)
      throws Refusal {
    TextRule.require(regionId, "RegionId");
    TextRule.require(snapshotGroupId, "SnapshotGroupId");
    foundation
        .admission()
        .admit(
            caller,
            "DeleteSnapshotGroup",
            regionId,
            List.of(Resource.snapshotGroup(snapshotGroupId)));
    return delete(caller, snapshotGroupId, _ -> true);
  }

  @Override
  public int expire(Caller caller, String snapshotGroupId) throws Refusal {
    long now = foundation.now();
    List<ItemOutcome> outcomes =
        delete(caller, snapshotGroupId, row -> row.expiresAt() == null || row.expiresAt() <= now);
    return (int) outcomes.stream().filter(ItemOutcome::success).count();
  }

  private List<ItemOutcome> delete(
      Caller caller, String snapshotGroupId, Predicate<SnapshotRow> which) throws Refusal {
    try (Held _ = foundation.locks().hold(objects(caller, snapshotGroupId))) {
      List<SnapshotRow> going = new ArrayList<>();
      List<ItemOutcome> outcomes =
          foundation
              .catalog()
              .write(tables -> intend(tables, caller, snapshotGroupId, which, going));
      if (!going.isEmpty()) {
        disposal.delete(going);
      }
      return outcomes;
    }
  }

  private Set<String> objects(Caller caller, String groupId) throws Refusal {
    return foundation
        .catalog()
        .read(tables -> {
          find(tables, caller, groupId);
          Set<String> ids = new TreeSet<>(Set.of(groupId));
          tables.snapshots().ofGroup(groupId).forEach(row -> ids.add(row.snapshotId()));
          return ids;
        });
  }

  /** One outcome for each member; those that may go are marked, and added to {@code going}. */
  private List<ItemOutcome> intend(
      Tables tables,
      Caller caller,
      String groupId,
      Predicate<SnapshotRow> which,
      List<SnapshotRow> going)
      throws Refusal {
    GroupRow group = find(tables, caller, groupId);
    if (group.state() == SnapshotState.INTENDED) {
      throw new Refusal(SharedError.OPERATION_CONFLICT, groupId);
    }
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (SnapshotRow member : tables.snapshots().ofGroup(groupId)) {
      if (member.state() != SnapshotState.DELETING && which.test(member)) {
        outcomes.add(intend(tables, member, going));
      }
    }
    return outcomes;
  }

  private ItemOutcome intend(Tables tables, SnapshotRow member, List<SnapshotRow> going) {
    try {
      disposal.intend(tables, member);
      going.add(member);
      return new ItemOutcome(member.snapshotId(), null, "", "");
    } catch (Refusal kept) {
      return new ItemOutcome(member.snapshotId(), null, kept.code().code(), kept.getMessage());
    }
  }

  private static GroupRow find(Tables tables, Caller caller, String groupId) throws Refusal {
    return tables
        .groups()
        .find(caller.accountId(), groupId)
        .filter(row -> row.state() != SnapshotState.DELETING)
        .orElseThrow(() -> new Refusal(GroupError.INVALID_SNAPSHOT_GROUP_NOT_FOUND, groupId));
  }
}
