package dev.stillpoint.control.group;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.port.Feature;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Objections;
import dev.stillpoint.control.rule.SnapshotCategory;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.snapshot.StorageLocations;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What CreateSnapshotGroup was asked for, as far as it can be checked without a look at anything.
 *
 * @param diskIds each once, in the order of the call
 * @param excludeDiskIds each once
 * @param instantAccess has no effect, but not every region has it
 * @param storageLocationArn empty when none is named
 */
record GroupForm(
    String instanceId,
    Set<String> diskIds,
    Set<String> excludeDiskIds,
    String name,
    String description,
    boolean instantAccess,
    SnapshotCategory category,
    String storageLocationArn,
    List<Tag> tags) {
  private static final int INSTANT_ACCESS_DAYS_MAX = 65_535;

  /** What the request names. */
  List<Resource> named() {
    List<Resource> named = new ArrayList<>();
    if (!TextRule.absent(instanceId)) {
      named.add(Resource.instance(instanceId));
    }
    diskIds.forEach(diskId -> named.add(Resource.disk(diskId)));
    return named;
  }

  /** What the request asks for beyond its action. */
  Set<Feature> asked() {
    return instantAccess ? Set.of(Feature.INSTANT_ACCESS) : Set.of();
  }

  static GroupForm check(CreateSnapshotGroup request, Limits limits, Objections objections)
      throws Refusal {
    objections.ask("", () -> TextRule.require(request.regionId(), "RegionId"));
    Set<String> diskIds = new LinkedHashSet<>(request.diskIds());
    Set<String> excludeDiskIds = new LinkedHashSet<>(request.excludeDiskIds());
    objections.ask("", () -> checkCount(diskIds, limits));
    objections.ask("", () -> checkCount(excludeDiskIds, limits));
    String name =
        objections.ask(
            "", () -> TextRule.NAME.check(request.name(), GroupError.INVALID_PARAMETER_NAME), "");
    // The members take the group's name, so it must be a snapshot's too: not beginning with auto.
    objections.ask(
        "", () -> TextRule.SNAPSHOT_NAME.check(name, GroupError.INVALID_SNAPSHOT_NAME_MALFORMED));
    String description =
        objections.ask(
            "",
            () ->
                TextRule.DESCRIPTION.check(
                    request.description(), GroupError.INVALID_PARAMETER_DESCRIPTION),
            "");
    objections.ask("", () -> checkInstantAccess(request));
    boolean instant = Boolean.TRUE.equals(request.instantAccess());
    SnapshotCategory category =
        objections.ask(
            "", () -> SnapshotCategory.of(request.category(), instant), SnapshotCategory.STANDARD);
    objections.ask("", () -> Dialect.SNAPSHOT.checkForm(request.clientToken()));
    objections.ask("", () -> StorageLocations.checkForm(request.storageLocationArn()));
    List<Tag> tags =
        objections.ask("", () -> TagRules.check(request.tags(), limits.tagsMax()), List.of());
    return new GroupForm(
        TextRule.absent(request.instanceId()) ? "" : request.instanceId(),
        diskIds,
        excludeDiskIds,
        name,
        description,
        instant,
        category,
        TextRule.absent(request.storageLocationArn()) ? "" : request.storageLocationArn(),
        tags);
  }

  /** More disks than any limit allows are refused before any is looked up. */
  private static void checkCount(Set<String> ids, Limits limits) throws Refusal {
    if (ids.size() > BlockEngine.GROUP_MEMBERS_MAX) {
      throw new Refusal(
          GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, limits.groupDisksMax(), ids.size());
    }
  }

  private static void checkInstantAccess(CreateSnapshotGroup request) throws Refusal {
    Integer days = request.instantAccessRetentionDays();
    if (Boolean.TRUE.equals(request.instantAccess())
        && days != null
        && (days < 1 || days > INSTANT_ACCESS_DAYS_MAX)) {
      throw new Refusal(GroupError.INVALID_RETENTION_DAYS_MALFORMED, 1, INSTANT_ACCESS_DAYS_MAX);
    }
  }

  /** Asks about ways to select disks that contradict each other. */
  void checkSelection(Objections objections) throws Refusal {
    objections.ask(
        "",
        () -> {
          if (!diskIds.isEmpty() && !excludeDiskIds.isEmpty()) {
            throw new Refusal(GroupError.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT);
          }
        });
    objections.ask(
        "",
        () -> {
          if (selectsNothing()) {
            throw new Refusal(GroupError.MISSING_PARAMTER_INSTANCE_ID);
          }
        });
  }

  /** What the conditions of a policy may ask for besides what is named or found. */
  Circumstances circumstances() {
    return Circumstances.tagged(tags);
  }

  /** True when the request names neither an instance nor a disk. */
  boolean selectsNothing() {
    return instanceId.isEmpty() && diskIds.isEmpty();
  }
}
