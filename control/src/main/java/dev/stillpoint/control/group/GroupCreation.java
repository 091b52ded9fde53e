package dev.stillpoint.control.group;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Objections;
import dev.stillpoint.control.rule.Objections.Objection;
import dev.stillpoint.control.rule.SnapshotCategory;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.snapshot.SnapshotRules;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CreateSnapshotGroup. The order of checks: form, region and account, client token, selection
 * conflicts, lookups, what the disks must keep together, what each must keep, resource group,
 * engine. The locks that are held meanwhile are on names in control; a write to a disk never meets
 * them.
 */
final class GroupCreation {
  private static final String ACTION = "CreateSnapshotGroup";

  /** How often the disks of an instance may change between the look and the lock. */
  private static final int LOOKS_MAX = 16;

  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Freezing freezing;

  GroupCreation(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.freezing = new Freezing(foundation);
  }

  Frozen create(Caller caller, CreateSnapshotGroup request) throws Refusal {
    GroupForm form = GroupForm.check(request, foundation.limits(), Objections.FIRST);
    foundation
        .admission()
        .admit(
            caller, ACTION, request.regionId(), form.named(), form.asked(), form.circumstances());
    return Frozen.of(
        tokens.once(
            caller,
            ACTION,
            request.clientToken(),
            request,
            Dialect.SNAPSHOT,
            claim -> make(new Order(caller, form, request.resourceGroupId(), claim))));
  }

  /**
   * Asks everything that {@link #create} would, keeps every refusal, and makes nothing. The client
   * token is not looked at, and what the engine will say is not known before.
   *
   * @throws Refusal the caller may not use what the request names
   */
  List<Objection> preflight(Caller caller, CreateSnapshotGroup request) throws Refusal {
    Objections.Kept objections = new Objections.Kept();
    GroupForm form = GroupForm.check(request, foundation.limits(), objections);
    foundation.admission().permit(caller, ACTION, form.named(), form.circumstances());
    for (Refusal flag :
        foundation.admission().standing(caller, ACTION, request.regionId(), form.asked())) {
      objections.keep(flag);
    }
    form.checkSelection(objections);
    if (!form.selectsNothing()) {
      Order order = new Order(caller, form, request.resourceGroupId(), null);
      GroupSelection selection = new GroupSelection(caller.accountId(), form);
      Objections looked = new Objections.Kept();
      permitFound(
          order,
          foundation.catalog().read(tables -> GroupSelection.ids(selection.find(tables, looked))));
      foundation
          .catalog()
          .read(tables -> judge(tables, order, selection.find(tables, objections), objections));
    }
    return objections.all();
  }

  private String make(Order order) throws Refusal {
    order.form().checkSelection(Objections.FIRST);
    GroupSelection selection = new GroupSelection(order.caller().accountId(), order.form());
    for (int look = 0; look < LOOKS_MAX; look++) {
      Set<String> seen =
          foundation
              .catalog()
              .read(tables -> GroupSelection.ids(selection.find(tables, Objections.FIRST)));
      permitFound(order, seen);
      try (Held _ = foundation.locks().hold(seen)) {
        Optional<List<SnapshotRow>> members =
            foundation.catalog().write(tables -> intend(tables, order, selection, seen));
        if (members.isPresent()) {
          return freezing
              .freeze(
                  members.get().getFirst().groupId(),
                  members.get(),
                  order.claim(),
                  GroupError.CREATE_SNAPSHOT_FAILED)
              .text();
        }
      }
    }
    throw new Refusal(SharedError.OPERATION_CONFLICT, order.form().instanceId());
  }

  /** The disks that were not named but found through the instance have to be permitted as well. */
  private void permitFound(Order order, Set<String> selected) throws Refusal {
    List<Resource> found =
        selected.stream()
            .filter(diskId -> !order.form().diskIds().contains(diskId))
            .map(Resource::disk)
            .toList();
    if (!found.isEmpty()) {
      foundation.admission().permit(order.caller(), ACTION, found, order.form().circumstances());
    }
  }

  /** Empty when other disks are selected by now than those that are locked. */
  private Optional<List<SnapshotRow>> intend(
      Tables tables, Order order, GroupSelection selection, Set<String> locked) throws Refusal {
    List<DiskRow> disks = selection.find(tables, Objections.FIRST);
    if (!GroupSelection.ids(disks).equals(locked)) {
      return Optional.empty();
    }
    String resourceGroup = judge(tables, order, disks, Objections.FIRST);
    GroupRow group = group(tables, order, disks, resourceGroup);
    tables.groups().add(group);
    long image = tables.sequences().next(Sequence.IMAGE, disks.size());
    List<SnapshotRow> members = new ArrayList<>();
    List<TagRow> tags = new ArrayList<>(tags(group.groupId(), order.form().tags()));
    for (DiskRow disk : disks) {
      int position = members.size();
      SnapshotRow member = member(group, disk, position, image + position, order.form().category());
      tags.addAll(tags(member.snapshotId(), order.form().tags()));
      if (disk.instanceId() != null) {
        tags.add(new TagRow(member.snapshotId(), TagRules.CREATED_FROM, disk.instanceId()));
      }
      members.add(member);
    }
    tables.snapshots().add(members);
    tables.tags().put(tags);
    order.claim().answer(tables, group.groupId());
    return Optional.of(members);
  }

  /** Asks every rule about the disks that were found, and answers the resource group. */
  private String judge(Tables tables, Order order, List<DiskRow> disks, Objections objections)
      throws Refusal {
    GroupRules.checkAll(disks, foundation.limits(), objections);
    for (SnapshotRules.Subject subject :
        SnapshotRules.Subject.of(tables, disks, foundation.limits())) {
      SnapshotRules.checkAll(subject, objections);
    }
    return objections.ask(
        "",
        () -> ResourceGroups.resolve(tables, order.caller().accountId(), order.resourceGroupId()),
        "");
  }

  private static List<TagRow> tags(String resourceId, List<Tag> tags) {
    return tags.stream().map(tag -> new TagRow(resourceId, tag.key(), tag.value())).toList();
  }

  private GroupRow group(Tables tables, Order order, List<DiskRow> disks, String resourceGroup) {
    String instanceId = disks.getFirst().instanceId();
    boolean one =
        instanceId != null && disks.stream().allMatch(disk -> instanceId.equals(disk.instanceId()));
    return new GroupRow(
        foundation.identifiers().group(),
        order.caller().accountId(),
        tables.sequences().next(Sequence.GROUP),
        foundation.geography().regionId(),
        resourceGroup,
        order.form().name(),
        order.form().description(),
        one ? instanceId : "",
        SnapshotState.INTENDED,
        false,
        null,
        null,
        foundation.now(),
        null);
  }

  private SnapshotRow member(
      GroupRow group, DiskRow disk, int position, long image, SnapshotCategory category) {
    return group.member(
        foundation.identifiers().member(group.groupId()),
        disk,
        position,
        image,
        SnapshotType.USER,
        category.shown());
  }

  private record Order(Caller caller, GroupForm form, String resourceGroupId, Claim claim) {}
}
