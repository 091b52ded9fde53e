package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.time.Duration;
import java.util.List;

/** CreateSnapshot. */
final class SnapshotCreation {
  private static final int RETENTION_DAYS_MAX = 65_536;
  private static final int INSTANT_ACCESS_DAYS_MAX = 65_535;

  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Freezing freezing;

  SnapshotCreation(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.freezing = new Freezing(foundation);
  }

  Frozen create(Caller caller, CreateSnapshot request) throws Refusal {
    Form form = Form.check(request, foundation.limits().tagsMax());
    foundation
        .admission()
        .admit(
            caller,
            "CreateSnapshot",
            null,
            List.of(Resource.disk(request.diskId()), Resource.every("snapshot")),
            Circumstances.tagged(form.tags()));
    return Frozen.of(
        tokens.once(
            caller,
            "CreateSnapshot",
            request.clientToken(),
            request,
            Dialect.SNAPSHOT,
            claim -> make(caller, request, form, claim)));
  }

  private String make(Caller caller, CreateSnapshot request, Form form, Claim claim)
      throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(request.diskId()))) {
      SnapshotRow row =
          foundation.catalog().write(tables -> intend(tables, caller, request, form, claim));
      return freezing
          .freeze(row.snapshotId(), List.of(row), claim, SnapshotError.CREATE_SNAPSHOT_FAILED_400)
          .text();
    }
  }

  private SnapshotRow intend(
      Tables tables, Caller caller, CreateSnapshot request, Form form, Claim claim) throws Refusal {
    StorageLocations.check(tables, caller.accountId(), request.storageLocationArn());
    DiskRow disk = SnapshotRules.find(tables, caller.accountId(), request.diskId());
    SnapshotRules.checkAll(
        SnapshotRules.Subject.of(
            tables,
            disk,
            foundation.limits(),
            KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND_400));
    String resourceGroup =
        ResourceGroups.resolve(tables, caller.accountId(), request.resourceGroupId());
    long now = foundation.now();
    SnapshotRow row =
        new SnapshotRow(
            foundation.identifiers().snapshot(),
            caller.accountId(),
            null,
            0,
            tables.sequences().next(Sequence.IMAGE),
            tables.sequences().next(Sequence.GROUP),
            disk.regionId(),
            resourceGroup,
            form.name(),
            form.description(),
            SnapshotType.USER,
            SnapshotState.INTENDED,
            0,
            form.category(),
            disk.diskId(),
            disk.type(),
            disk.volume(),
            disk.sizeGib(),
            request.retentionDays(),
            null,
            null,
            now,
            now,
            request.retentionDays() == null
                ? null
                : now + Duration.ofDays(request.retentionDays()).toMillis());
    tables.snapshots().add(row);
    for (Tag tag : form.tags()) {
      tables.tags().put(new TagRow(row.snapshotId(), tag.key(), tag.value()));
    }
    claim.answer(tables, row.snapshotId());
    return row;
  }

  /** What was asked for, as far as it can be checked without a look at anything. */
  private record Form(String name, String description, String category, List<Tag> tags) {
    static Form check(CreateSnapshot request, int tagsMax) throws Refusal {
      TextRule.require(request.diskId(), "DiskId");
      String name =
          TextRule.SNAPSHOT_NAME.check(
              request.snapshotName(), GroupError.INVALID_SNAPSHOT_NAME_MALFORMED);
      String description =
          TextRule.DESCRIPTION.check(
              request.description(), GroupError.INVALID_DESCRIPTION_MALFORMED);
      checkDays(
          request.retentionDays(), RETENTION_DAYS_MAX, GroupError.INVALID_RETENTION_DAYS_MALFORMED);
      if (Boolean.TRUE.equals(request.instantAccess())) {
        checkDays(
            request.instantAccessRetentionDays(),
            INSTANT_ACCESS_DAYS_MAX,
            SnapshotError.INVALID_INSTANT_ACCESS_RETENTION_DAYS_MALFORMED);
      }
      String category = TextRule.absent(request.category()) ? "Standard" : request.category();
      if (!category.equals("Standard") && !category.equals("Flash")) {
        throw new Refusal(GroupError.INVALID_SNAPSHOT_CATEGORY_MALFORMED, category);
      }
      Dialect.SNAPSHOT.checkForm(request.clientToken());
      StorageLocations.checkForm(request.storageLocationArn());
      return new Form(
          name,
          description,
          category.equals("Flash") ? "flash" : "standard",
          TagRules.check(request.tags(), tagsMax));
    }

    private static void checkDays(Integer days, int most, ErrorCode code) throws Refusal {
      if (days != null && (days < 1 || days > most)) {
        throw new Refusal(code, 1, most);
      }
    }
  }
}
