package dev.stillpoint.control.group;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.snapshot.SnapshotRules;
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
 */
record GroupForm(
    String instanceId,
    Set<String> diskIds,
    Set<String> excludeDiskIds,
    String name,
    String description,
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

  static GroupForm check(CreateSnapshotGroup request, Limits limits) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    Set<String> diskIds = new LinkedHashSet<>(request.diskIds());
    Set<String> excludeDiskIds = new LinkedHashSet<>(request.excludeDiskIds());
    checkCount(diskIds, limits);
    checkCount(excludeDiskIds, limits);
    String name = TextRule.NAME.check(request.name(), GroupError.INVALID_PARAMETER_NAME);
    // The members take the group's name, so it must be a snapshot's too: not beginning with auto.
    TextRule.SNAPSHOT_NAME.check(request.name(), GroupError.INVALID_SNAPSHOT_NAME_MALFORMED);
    String description =
        TextRule.DESCRIPTION.check(request.description(), GroupError.INVALID_PARAMETER_DESCRIPTION);
    checkInstantAccess(request);
    Dialect.SNAPSHOT.checkForm(request.clientToken());
    SnapshotRules.checkStorageLocation(request.storageLocationArn());
    return new GroupForm(
        TextRule.absent(request.instanceId()) ? "" : request.instanceId(),
        diskIds,
        excludeDiskIds,
        name,
        description,
        TagRules.check(request.tags(), limits.tagsMax()));
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

  /** Refuses ways to select disks that contradict each other. */
  void checkSelection() throws Refusal {
    if (!diskIds.isEmpty() && !excludeDiskIds.isEmpty()) {
      throw new Refusal(GroupError.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT);
    }
    if (instanceId.isEmpty() && diskIds.isEmpty()) {
      throw new Refusal(GroupError.MISSING_PARAMTER_INSTANCE_ID);
    }
  }
}
