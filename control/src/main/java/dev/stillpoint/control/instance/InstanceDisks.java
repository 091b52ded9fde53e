package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Devices;
import dev.stillpoint.control.disk.DiskPlan;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The disks that each instance of a request gets: of the request, and of its image. */
final class InstanceDisks {
  private final Foundation foundation;
  private final InstanceForm form;
  private final ImageDisks image;
  private final List<SnapshotRow> sources;

  private InstanceDisks(
      Foundation foundation, InstanceForm form, ImageDisks image, List<SnapshotRow> sources) {
    this.foundation = foundation;
    this.form = form;
    this.image = image;
    this.sources = sources;
  }

  /**
   * A row of the intent.
   *
   * @param source what its volume begins with, or null
   * @param policyId the auto snapshot policy that is applied to it; empty means none
   */
  record Planned(DiskRow row, SnapshotRow source, String policyId) {}

  /** Looks up what the disks begin with. */
  static InstanceDisks of(
      Foundation foundation, Tables tables, String accountId, InstanceForm form, String imageId)
      throws Refusal {
    ImageDisks image = ImageDisks.of(tables, accountId, imageId);
    ImageDisks.Source system = image.system().orElse(null);
    if (system != null
        && form.systemGibGiven()
        && form.systemDisk().plan().sizeGib() < system.disk().sizeGib()) {
      throw new Refusal(
          InstanceError.INVALID_SYSTEM_DISK_SIZE_LESS_THAN_IMAGE_SIZE,
          imageId,
          system.disk().sizeGib());
    }
    checkCount(form, image, foundation.limits().disksPerInstanceMax());
    List<SnapshotRow> sources = new ArrayList<>();
    for (InstanceForm.Planned disk : form.dataDisks()) {
      sources.add(disk.plan().source(tables, accountId));
    }
    return new InstanceDisks(foundation, form, image, sources);
  }

  /** The image's disks and those of the request together are no more than an instance may have. */
  private static void checkCount(InstanceForm form, ImageDisks image, int most) throws Refusal {
    List<String> named = form.dataDisks().stream().map(InstanceForm.Planned::device).toList();
    long ofImage =
        image.data().stream().filter(source -> !named.contains(source.disk().device())).count();
    if (1 + ofImage + named.size() > most) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "DataDisk.N");
    }
  }

  /** Whether every data disk that only the image brings is encrypted. */
  static boolean imageSealed(Tables tables, String accountId, InstanceForm form, String imageId) {
    if (tables.images().find(accountId, imageId).isEmpty()) {
      return true;
    }
    List<String> named = form.dataDisks().stream().map(InstanceForm.Planned::device).toList();
    return tables.images().disks(imageId).stream()
        .filter(disk -> disk.type() == DiskType.DATA && !named.contains(disk.device()))
        .allMatch(disk -> tables.seals().of(disk.snapshotId()).isPresent());
  }

  /** Every snapshot that some disk begins with. */
  Set<String> snapshots() {
    Set<String> ids = new TreeSet<>(form.snapshots());
    ids.addAll(image.snapshots());
    return ids;
  }

  /** The rows of one instance's disks, the system disk first. */
  List<Planned> rows(Tables tables, InstanceRow instance) throws Refusal {
    List<Planned> disks = new ArrayList<>();
    disks.add(system(tables, instance));
    Set<String> taken = new TreeSet<>();
    form.dataDisks().forEach(disk -> taken.add(disk.device()));
    for (ImageDisks.Source source : image.data()) {
      if (taken.add(source.disk().device())) {
        disks.add(ofImage(tables, instance, source));
      }
    }
    for (int i = 0; i < form.dataDisks().size(); i++) {
      InstanceForm.Planned planned = form.dataDisks().get(i);
      String device = planned.device().isEmpty() ? Devices.free(taken) : planned.device();
      taken.add(device);
      disks.add(disk(tables, instance, planned, device, sources.get(i)));
    }
    return disks;
  }

  private Planned system(Tables tables, InstanceRow instance) throws Refusal {
    ImageDisks.Source source = image.system().orElse(null);
    InstanceForm.Planned planned = form.systemDisk();
    return source == null
        ? disk(tables, instance, planned, Devices.SYSTEM, null)
        : disk(tables, instance, begun(planned, source), Devices.SYSTEM, source.snapshot());
  }

  private Planned ofImage(Tables tables, InstanceRow instance, ImageDisks.Source source)
      throws Refusal {
    InstanceForm.Planned planned = begun(InstanceForm.data(DiskSpec.SMALLEST), source);
    return disk(tables, instance, planned, source.disk().device(), source.snapshot());
  }

  private static InstanceForm.Planned begun(
      InstanceForm.Planned planned, ImageDisks.Source source) {
    return new InstanceForm.Planned(
        planned.plan().begunWith(source.snapshot().snapshotId(), source.disk().sizeGib()),
        planned.device(),
        planned.deleteWithInstance(),
        planned.policyId());
  }

  private Planned disk(
      Tables tables,
      InstanceRow instance,
      InstanceForm.Planned planned,
      String device,
      SnapshotRow source)
      throws Refusal {
    DiskPlan.Place place =
        new DiskPlan.Place(
            instance.accountId(),
            instance.zoneId(),
            instance.resourceGroupId(),
            instance.instanceId(),
            device,
            planned.deleteWithInstance(),
            instance.imageId());
    return new Planned(
        planned.plan().row(foundation, tables, place, source), source, planned.policyId());
  }
}
