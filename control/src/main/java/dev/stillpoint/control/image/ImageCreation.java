package dev.stillpoint.control.image;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.ImageDiskRow;
import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.ImageError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.snapshot.SnapshotRules;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * CreateImage. Of snapshots it is one transaction. Of an instance it is the image as CREATING with
 * snapshots as INTENDED, one record that freezes them all, the image as AVAILABLE.
 */
final class ImageCreation {
  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Freezing freezing;

  ImageCreation(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.freezing = new Freezing(foundation);
  }

  String create(Caller caller, CreateImage request) throws Refusal {
    ImageForm form = ImageForm.check(request, foundation.limits());
    foundation
        .admission()
        .admit(
            caller,
            "CreateImage",
            request.regionId(),
            form.named(),
            Circumstances.tagged(form.tags()));
    return tokens.once(
        caller,
        "CreateImage",
        request.clientToken(),
        request,
        Dialect.INSTANCE,
        claim -> {
          Order order = new Order(caller, request, form, claim);
          return form.instanceId().isEmpty() ? ofSnapshots(order) : ofInstance(order);
        });
  }

  private String ofSnapshots(Order order) throws Refusal {
    List<String> ids =
        order.form().mappings().stream().map(CreateImage.Mapping::snapshotId).toList();
    try (Held _ = foundation.locks().hold(ids)) {
      return foundation
          .catalog()
          .write(tables -> {
            String imageId = foundation.identifiers().image();
            List<ImageDiskRow> disks =
                ImageParts.ofSnapshots(
                    tables, order.caller().accountId(), imageId, order.form().mappings());
            add(tables, row(tables, order, imageId, ImageState.AVAILABLE), disks, order);
            order.claim().done(tables);
            return imageId;
          });
    }
  }

  private String ofInstance(Order order) throws Refusal {
    String instanceId = order.form().instanceId();
    Set<String> objects = new TreeSet<>(Set.of(instanceId));
    foundation
        .catalog()
        .read(tables -> tables.disks().ofInstance(instanceId))
        .forEach(disk -> objects.add(disk.diskId()));
    try (Held _ = foundation.locks().hold(objects)) {
      Intent intent = foundation.catalog().write(tables -> intend(tables, order, objects));
      try {
        freezing.freeze(
            intent.snapshots(), order.claim(), SnapshotError.CREATE_SNAPSHOT_FAILED_400);
      } catch (Refusal e) {
        forgetUnlessFrozen(intent);
        throw e;
      }
      foundation
          .catalog()
          .write(tables -> {
            tables.images().setAvailable(intent.imageId());
            return intent;
          });
      foundation.reached(CrashPoint.IMAGE_CONFIRMED);
      return intent.imageId();
    }
  }

  private Intent intend(Tables tables, Order order, Set<String> locked) throws Refusal {
    List<DiskRow> disks = disks(tables, order, locked);
    ImageRow image = row(tables, order, foundation.identifiers().image(), ImageState.CREATING);
    List<SnapshotRow> snapshots = ImageParts.snapshots(foundation, tables, image, disks);
    snapshots.forEach(tables.snapshots()::add);
    add(tables, image, ImageParts.ofInstance(image.imageId(), disks, snapshots), order);
    return new Intent(image.imageId(), snapshots);
  }

  /** The disks of the instance, the system disk first, each of which may be frozen. */
  private List<DiskRow> disks(Tables tables, Order order, Set<String> locked) throws Refusal {
    String instanceId = order.form().instanceId();
    InstanceRow instance =
        tables
            .instances()
            .find(order.caller().accountId(), instanceId)
            .filter(row -> row.status() != InstanceStatus.DELETING)
            .orElseThrow(() -> new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, instanceId));
    if (instance.status() != InstanceStatus.RUNNING
        && instance.status() != InstanceStatus.STOPPED) {
      throw new Refusal(
          GroupError.INCORRECT_INSTANCE_STATUS_403, instanceId, Statuses.wire(instance.status()));
    }
    List<DiskRow> disks =
        tables.disks().ofInstance(instanceId).stream()
            .filter(disk -> disk.status() == DiskStatus.IN_USE)
            .toList();
    if (disks.isEmpty() || disks.getFirst().type() != DiskType.SYSTEM) {
      throw new Refusal(InstanceError.INVALID_INSTANCE_NOT_FOUND_SYSTEM_DISK, instanceId);
    }
    for (DiskRow disk : disks) {
      if (!locked.contains(disk.diskId())) {
        throw new Refusal(SharedError.OPERATION_CONFLICT, instanceId);
      }
      SnapshotRules.checkAll(SnapshotRules.Subject.of(tables, disk, foundation.limits()));
    }
    return disks;
  }

  /** What the engine surely did not freeze leaves snapshots that failed, and no image. */
  private void forgetUnlessFrozen(Intent intent) {
    foundation
        .catalog()
        .write(tables -> {
          boolean failed =
              tables
                  .snapshots()
                  .find(intent.snapshots().getFirst().snapshotId())
                  .filter(row -> row.state() == SnapshotState.FAILED)
                  .isPresent();
          if (failed) {
            tables.images().remove(intent.imageId());
          }
          return intent;
        });
  }

  private ImageRow row(Tables tables, Order order, String imageId, ImageState state)
      throws Refusal {
    ImageForm form = order.form();
    String accountId = order.caller().accountId();
    if (!form.name().isEmpty() && tables.images().hasName(accountId, form.name())) {
      throw new Refusal(ImageError.INVALID_IMAGE_NAME_DUPLICATED, form.name());
    }
    String resourceGroup =
        ResourceGroups.resolve(tables, accountId, order.request().resourceGroupId());
    if (Boolean.TRUE.equals(order.request().dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return new ImageRow(
        imageId,
        accountId,
        foundation.geography().regionId(),
        resourceGroup,
        form.name().isEmpty() ? imageId : form.name(),
        form.family(),
        form.version(),
        form.description(),
        form.architecture(),
        form.platform(),
        form.bootMode(),
        state,
        form.instanceId(),
        foundation.now());
  }

  private static void add(Tables tables, ImageRow image, List<ImageDiskRow> disks, Order order) {
    tables.images().add(image, disks);
    for (Tag tag : order.form().tags()) {
      tables.tags().put(new TagRow(image.imageId(), tag.key(), tag.value()));
    }
    order.claim().answer(tables, image.imageId());
  }

  private record Order(Caller caller, CreateImage request, ImageForm form, Claim claim) {}

  private record Intent(String imageId, List<SnapshotRow> snapshots) {}
}
