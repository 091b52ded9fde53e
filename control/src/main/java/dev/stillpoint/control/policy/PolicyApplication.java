package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.DiskPolicyRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.PolicyGrouping;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotPolicyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.snapshot.SnapshotRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which disks have which policies. */
final class PolicyApplication {
  private static final int RESULTS_DEFAULT = 10;
  private static final int RESULTS_MAX = 100;

  private final Foundation foundation;
  private final PolicyLimits limits;

  PolicyApplication(Foundation foundation, PolicyLimits limits) {
    this.foundation = foundation;
    this.limits = limits;
  }

  void apply(Caller caller, String regionId, String policyId, List<String> diskIds) throws Refusal {
    Set<String> ids = checked(regionId, diskIds);
    TextRule.require(policyId, "autoSnapshotPolicyId");
    List<Resource> named = disks(ids);
    named.add(Resource.snapshotPolicy(policyId));
    foundation.admission().admit(caller, "ApplyAutoSnapshotPolicy", regionId, named);
    foundation
        .catalog()
        .write(tables -> {
          apply(tables, caller.accountId(), policyId, ids);
          return policyId;
        });
  }

  private void apply(Tables tables, String accountId, String policyId, Set<String> diskIds)
      throws Refusal {
    SnapshotPolicyRow policy = find(tables, accountId, policyId);
    List<DiskRow> disks = new ArrayList<>();
    for (String diskId : diskIds) {
      disks.add(SnapshotRules.own(tables, accountId, diskId));
    }
    checkCategories(disks);
    long now = foundation.now();
    for (DiskRow disk : disks) {
      List<DiskPolicyRow> applied = tables.diskPolicies().ofDisk(disk.diskId());
      boolean fresh = applied.stream().noneMatch(row -> row.policyId().equals(policyId));
      if (fresh && applied.size() >= limits.policiesPerDiskMax()) {
        throw new Refusal(
            PolicyError.QUOTA_EXCEED_APPLIED_AUTO_SNAPSHOT_POLICY_QUOTA,
            disk.diskId(),
            limits.policiesPerDiskMax());
      }
      tables.diskPolicies().add(new DiskPolicyRow(disk.diskId(), policyId, now, now));
    }
    checkCount(foundation, policy, tables.diskPolicies().ofPolicy(policyId).size());
  }

  /**
   * A policy that freezes all its disks as one group has no more of them than a group may have.
   *
   * @throws Refusal ParameterInvalid
   */
  static void checkCount(Foundation foundation, SnapshotPolicyRow policy, int disks)
      throws Refusal {
    if (policy.grouping() == PolicyGrouping.POLICY && disks > foundation.limits().groupDisksMax()) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, "diskIds with SnapshotGroupBy=Policy");
    }
  }

  static void checkCategories(List<DiskRow> disks) throws Refusal {
    List<DiskRow> unfit =
        disks.stream()
            .filter(
                disk -> DiskCategory.of(disk.category()).map(DiskCategory::ephemeral).orElse(true))
            .toList();
    if (!unfit.isEmpty()) {
      DiskRow first = unfit.getFirst();
      ErrorCode code =
          unfit.size() == disks.size()
              ? GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED
              : PolicyError.PARTOF_DISK_CATEGORY_OPERATION_NOT_SUPPORTED;
      throw new Refusal(code, first.diskId(), first.category());
    }
  }

  void cancel(Caller caller, String regionId, String policyId, List<String> diskIds)
      throws Refusal {
    Set<String> ids = checked(regionId, diskIds);
    List<Resource> named = disks(ids);
    boolean only = TextRule.absent(policyId);
    if (!only) {
      named.add(Resource.snapshotPolicy(policyId));
    }
    foundation.admission().admit(caller, "CancelAutoSnapshotPolicy", regionId, named);
    foundation
        .catalog()
        .write(tables -> {
          if (!only) {
            policy(tables, caller.accountId(), policyId, PolicyError.PARAMETER_INVALID_404);
          }
          for (String id : ids) {
            String diskId = SnapshotRules.own(tables, caller.accountId(), id).diskId();
            List<DiskPolicyRow> applied = tables.diskPolicies().ofDisk(diskId);
            if (only && applied.size() > 1) {
              throw new Refusal(
                  PolicyError.OPERATION_DENIED_TOO_MANY_AUTO_SNAPSHOT_POLICIES, diskId);
            }
            applied.stream()
                .map(DiskPolicyRow::policyId)
                .filter(of -> only || of.equals(policyId))
                .forEach(of -> tables.diskPolicies().remove(diskId, of));
          }
          return ids;
        });
  }

  private static Set<String> checked(String regionId, List<String> diskIds) throws Refusal {
    TextRule.require(regionId, "regionId");
    if (diskIds == null || diskIds.isEmpty()) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, "diskIds");
    }
    return new LinkedHashSet<>(diskIds);
  }

  private static List<Resource> disks(Set<String> ids) {
    return new ArrayList<>(ids.stream().map(Resource::disk).toList());
  }

  /** The policy that is to be applied. */
  static SnapshotPolicyRow find(Tables tables, String accountId, String policyId) throws Refusal {
    return policy(
        tables, accountId, policyId, PolicyError.INVALID_AUTO_SNAPSHOT_POLICY_ID_NOT_FOUND_400);
  }

  private static SnapshotPolicyRow policy(
      Tables tables, String accountId, String policyId, ErrorCode unknown) throws Refusal {
    return tables
        .snapshotPolicies()
        .find(accountId, policyId)
        .orElseThrow(() -> new Refusal(unknown, policyId));
  }

  Listing<PolicyAssociation> list(
      Caller caller, String regionId, String policyId, String diskId, Paging paging)
      throws Refusal {
    TextRule.require(regionId, "RegionId");
    if (TextRule.absent(policyId) && TextRule.absent(diskId)) {
      throw new Refusal(PolicyError.MISSING_PARAMETER_AUTO_SNAPSHOT_POLICY_ID_OR_DISK_ID);
    }
    int most = paging.maxResults() == null ? RESULTS_DEFAULT : paging.maxResults();
    Pages pages = Pages.of(new Paging(null, null, most, paging.nextToken()), 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(caller, "DescribeAutoSnapshotPolicyAssociations", regionId, Resource.all());
    if (!TextRule.absent(policyId) && !TextRule.absent(diskId)) {
      throw new Refusal(PolicyError.PARAMETER_CONFLICT_AUTO_SNAPSHOT_POLICY_ID_AND_DISK_ID);
    }
    return foundation
        .catalog()
        .read(tables -> {
          if (TextRule.absent(policyId)) {
            SnapshotRules.own(tables, caller.accountId(), diskId);
            Slice<DiskPolicyRow> slice = tables.diskPolicies().listOfDisk(diskId, pages.part());
            return pages.listing(
                slice, views(slice), row -> new Position(row.createdAt(), row.policyId()));
          }
          policy(
              tables,
              caller.accountId(),
              policyId,
              PolicyError.INVALID_AUTO_SNAPSHOT_POLICY_ID_NOT_FOUND);
          Slice<DiskPolicyRow> slice = tables.diskPolicies().listOfPolicy(policyId, pages.part());
          return pages.listing(
              slice, views(slice), row -> new Position(row.createdAt(), row.diskId()));
        });
  }

  private static List<PolicyAssociation> views(Slice<DiskPolicyRow> slice) {
    return slice.rows().stream()
        .map(row -> new PolicyAssociation(row.policyId(), row.diskId()))
        .toList();
  }
}
