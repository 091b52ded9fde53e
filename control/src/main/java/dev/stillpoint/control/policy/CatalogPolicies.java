package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.PolicyGrouping;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotPolicyFilter;
import dev.stillpoint.catalog.SnapshotPolicyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.snapshot.StorageLocations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Policies whose rows the catalog keeps. */
public final class CatalogPolicies implements Policies {
  private static final int RESULTS_MAX = 100;
  private static final String BY_DISK = "AssociatedWithDisk";

  private final Foundation foundation;
  private final PolicyLimits limits;
  private final PolicyApplication application;

  public CatalogPolicies(Foundation foundation, PolicyLimits limits) {
    this.foundation = foundation;
    this.limits = limits;
    this.application = new PolicyApplication(foundation, limits);
  }

  @Override
  public String create(Caller caller, CreateAutoSnapshotPolicy request) throws Refusal {
    TextRule.require(request.regionId(), "regionId");
    PolicyForm form = PolicyForm.check(request.settings());
    require(form.hours(), "timePoints");
    require(form.weekdays(), "repeatWeekdays");
    require(form.retentionDays(), "retentionDays");
    if (!TextRule.absent(request.associationType()) && !request.associationType().equals(BY_DISK)) {
      throw new Refusal(PolicyError.PARAMETER_INVALID, "AssociationType");
    }
    StorageLocations.checkForm(request.storageLocationArn());
    List<Tag> tags = TagRules.check(request.tags(), foundation.limits().tagsMax());
    foundation
        .admission()
        .admit(
            caller,
            "CreateAutoSnapshotPolicy",
            request.regionId(),
            List.of(Resource.every("snapshotpolicy")),
            Circumstances.tagged(tags));
    return foundation
        .catalog()
        .write(tables -> {
          StorageLocations.check(tables, caller.accountId(), request.storageLocationArn());
          SnapshotPolicyRow row = row(tables, caller, request, form);
          tables.snapshotPolicies().add(row);
          for (Tag tag : tags) {
            tables.tags().put(new TagRow(row.policyId(), tag.key(), tag.value()));
          }
          return row.policyId();
        });
  }

  private static void require(Object value, String parameter) throws Refusal {
    if (value == null) {
      throw new Refusal(SharedError.MISSING_PARAMETER, parameter);
    }
  }

  private SnapshotPolicyRow row(
      Tables tables, Caller caller, CreateAutoSnapshotPolicy request, PolicyForm form)
      throws Refusal {
    int count = tables.snapshotPolicies().countOf(caller.accountId());
    if (count >= limits.policiesMax()) {
      throw new Refusal(PolicyError.AUTO_SNAPSHOT_POLICY_QUOTA_EXCEED, limits.policiesMax());
    }
    long now = foundation.now();
    return new SnapshotPolicyRow(
        foundation.identifiers().snapshotPolicy(),
        caller.accountId(),
        foundation.geography().regionId(),
        ResourceGroups.resolve(tables, caller.accountId(), request.resourceGroupId()),
        form.name() == null ? "" : form.name(),
        form.hours(),
        form.weekdays(),
        form.retentionDays(),
        form.grouping() == null ? PolicyGrouping.NONE : form.grouping(),
        now,
        new Timetable(form.hours(), form.weekdays()).next(now));
  }

  @Override
  public void modify(Caller caller, String regionId, String policyId, PolicySettings settings)
      throws Refusal {
    TextRule.require(regionId, "regionId");
    TextRule.require(policyId, "autoSnapshotPolicyId");
    PolicyForm form = PolicyForm.check(settings);
    admit(caller, "ModifyAutoSnapshotPolicyEx", regionId, policyId);
    foundation
        .catalog()
        .write(tables -> {
          SnapshotPolicyRow old = find(tables, caller, policyId);
          SnapshotPolicyRow changed = changed(old, form);
          PolicyApplication.checkCount(
              foundation, changed, tables.diskPolicies().ofPolicy(policyId).size());
          tables.snapshotPolicies().change(changed);
          return policyId;
        });
  }

  private SnapshotPolicyRow changed(SnapshotPolicyRow old, PolicyForm form) {
    int hours = form.hours() == null ? old.hours() : form.hours();
    int weekdays = form.weekdays() == null ? old.weekdays() : form.weekdays();
    boolean same = hours == old.hours() && weekdays == old.weekdays();
    return new SnapshotPolicyRow(
        old.policyId(),
        old.accountId(),
        old.regionId(),
        old.resourceGroupId(),
        form.name() == null ? old.name() : form.name(),
        hours,
        weekdays,
        form.retentionDays() == null ? old.retentionDays() : form.retentionDays(),
        form.grouping() == null ? old.grouping() : form.grouping(),
        old.createdAt(),
        same ? old.nextAt() : new Timetable(hours, weekdays).next(foundation.now()));
  }

  @Override
  public void delete(Caller caller, String regionId, String policyId) throws Refusal {
    TextRule.require(regionId, "regionId");
    TextRule.require(policyId, "autoSnapshotPolicyId");
    admit(caller, "DeleteAutoSnapshotPolicy", regionId, policyId);
    foundation
        .catalog()
        .write(tables -> {
          find(tables, caller, policyId);
          tables.snapshotPolicies().remove(policyId);
          return policyId;
        });
  }

  private void admit(Caller caller, String action, String regionId, String policyId)
      throws Refusal {
    foundation
        .admission()
        .admit(caller, action, regionId, List.of(Resource.snapshotPolicy(policyId)));
  }

  private static SnapshotPolicyRow find(Tables tables, Caller caller, String policyId)
      throws Refusal {
    return tables
        .snapshotPolicies()
        .find(caller.accountId(), policyId)
        .orElseThrow(() -> new Refusal(PolicyError.PARAMETER_INVALID_404, "autoSnapshotPolicyId"));
  }

  @Override
  public void apply(Caller caller, String regionId, String policyId, List<String> diskIds)
      throws Refusal {
    application.apply(caller, regionId, policyId, diskIds);
  }

  @Override
  public void cancel(Caller caller, String regionId, String policyId, List<String> diskIds)
      throws Refusal {
    application.cancel(caller, regionId, policyId, diskIds);
  }

  @Override
  public Listing<PolicyAssociation> associations(
      Caller caller, String regionId, String policyId, String diskId, Paging paging)
      throws Refusal {
    return application.list(caller, regionId, policyId, diskId, paging);
  }

  @Override
  public Listing<PolicyView> describe(Caller caller, DescribePolicies request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    SnapshotPolicyFilter filter =
        new SnapshotPolicyFilter(
            caller.accountId(),
            given(request.policyId()),
            given(request.name()),
            given(request.resourceGroupId()),
            TagRules.filter(request.tags(), foundation.limits().tagsMax()));
    Pages pages = Pages.of(request.paging(), 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeAutoSnapshotPolicyEx",
            request.regionId(),
            Resource.namedOrEvery(
                "snapshotpolicy", filter.policyId() == null ? null : List.of(filter.policyId())));
    return foundation
        .catalog()
        .read(tables -> {
          Slice<SnapshotPolicyRow> slice = tables.snapshotPolicies().list(filter, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.policyId()));
        });
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  /**
   * The resource group, or an empty text for the one that nobody chose: Terraform compares it with
   * a configuration in which that is empty.
   */
  private static String chosenGroup(Tables tables, SnapshotPolicyRow row) {
    boolean byDefault =
        tables
            .accounts()
            .defaultResourceGroup(row.accountId())
            .filter(row.resourceGroupId()::equals)
            .isPresent();
    return byDefault ? "" : row.resourceGroupId();
  }

  private static List<PolicyView> views(Tables tables, List<SnapshotPolicyRow> rows) {
    List<String> ids = rows.stream().map(SnapshotPolicyRow::policyId).toList();
    Map<String, Integer> disks = tables.diskPolicies().counts(ids);
    Map<String, List<TagRow>> tags = tables.tags().of(ids);
    return rows.stream()
        .map(row ->
            new PolicyView(
                row.policyId(),
                row.name(),
                row.regionId(),
                chosenGroup(tables, row),
                Timetable.numbers(row.hours()),
                Timetable.numbers(row.weekdays()),
                row.retentionDays(),
                PolicyForm.wire(row.grouping()),
                disks.getOrDefault(row.policyId(), 0),
                Instant.ofEpochMilli(row.createdAt()),
                tags.getOrDefault(row.policyId(), List.of()).stream()
                    .map(tag -> new Tag(tag.key(), tag.value()))
                    .toList()))
        .toList();
  }
}
