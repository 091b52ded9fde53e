package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.step.CrashPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Causes that lie in the disks that are selected, their instances, and the engine. */
final class DiskCauses {
  private static final String GIB_32_TIB = "32768";

  private DiskCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "404 InvalidDiskId.NotFound",
            "no such disk",
            api -> api.call(CREATE, "DiskId.1", "d-bp1nobody")),
        new Cause(
            "404 InvalidInstanceId.NotFound",
            "no such instance",
            api -> api.call(CREATE, "InstanceId", "i-bp1nobody")),
        new Cause(
            "403 DiskId.ValueNotSupported",
            "an instance's ID among the disks'",
            api -> api.call(CREATE, "DiskId.1", api.instance())),
        new Cause(
            "403 InvalidInstance.NoDisk", "every disk left out", DiskCauses::everyDiskExcluded),
        new Cause("403 NumberExceed.TooManyDisks", "17 disks", DiskCauses::tooMany),
        new Cause("403 CapacityExceed.TooManyDisks", "64 TiB", DiskCauses::tooLarge),
        new Cause("400 InvalidDiskIds.NotInSameZone", "disks of two zones", DiskCauses::twoZones),
        new Cause(
            "400 DiskCategory.OperationNotSupported",
            "a disk that is no ESSD",
            DiskCauses::otherCategory),
        new Cause(
            "403 IncorrectDiskStatus", "a disk that is being detached", DiskCauses::detaching),
        new Cause(
            "400 IncorrectInstanceStatus",
            "an instance that is on its way to a stop",
            DiskCauses::stopping),
        new Cause(
            "403 IncorrectDiskStatus.Invalid",
            "a disk whose device failed a request since its instance started",
            DiskCauses::staleDevice),
        new Cause(
            "403 IncorrectDiskStatus.NeverAttached",
            "a disk that no instance ever had",
            api -> api.call(CREATE, "DiskId.1", api.disk())),
        new Cause(
            "403 IncorrectDiskStatus.NeverUsed",
            "a disk that only a stopped instance had",
            DiskCauses::neverUsed),
        new Cause(
            "403 IncorrectDiskStatus.CreatingSnapshot",
            "an upload that is held, where one at a time is allowed",
            api -> unfinished(api, "disk.snapshots.creating.max", 1)),
        new Cause(
            "403 QuotaExceed.ConcurrentSnapshotQuota",
            "two uploads that are held, where two are allowed",
            api -> unfinished(api, "disk.snapshots.creating.max", 2)),
        new Cause(
            "403 IncorrectDiskStatus.TooManyCreatingSnapshots",
            "two uploads that are held, where the engine takes two",
            api -> unfinished(api, "disk.snapshots.creating.cap", 2)),
        new Cause(
            "403 QuotaExceed.Snapshot", "as many snapshots as a disk may have", DiskCauses::quota),
        new Cause(
            "403 CreateSnapshot.Failed",
            "a pool without room",
            api -> engineFails(api, new BlockFault.OutOfSpace("no segment is free"))),
        new Cause(
            "500 InternalError",
            "storage that fails while the disks are frozen",
            api -> engineFails(api, new BlockFault.Io("sync", new IOException("gone")))));
  }

  private static Answer everyDiskExcluded(ApiWorld api) {
    String instance = api.instance();
    String system = api.call("DescribeDisks", "InstanceId", instance).text("/Disks/Disk/0/DiskId");
    return api.call(CREATE, "InstanceId", instance, "ExcludeDiskId.1", system);
  }

  private static Answer tooMany(ApiWorld api) {
    List<String> pairs = new ArrayList<>();
    for (int i = 1; i <= 17; i++) {
      pairs.addAll(List.of("DiskId." + i, api.disk()));
    }
    return api.call(CREATE, pairs.toArray(String[]::new));
  }

  private static Answer tooLarge(ApiWorld api) {
    String one = disk(api, "cloud_essd", "cn-hangzhou-h", GIB_32_TIB);
    String other = disk(api, "cloud_essd", "cn-hangzhou-h", GIB_32_TIB);
    return api.call(CREATE, "DiskId.1", one, "DiskId.2", other);
  }

  private static Answer twoZones(ApiWorld api) {
    String here = disk(api, "cloud_essd", "cn-hangzhou-h", "20");
    String there = disk(api, "cloud_essd", "cn-hangzhou-i", "20");
    return api.call(CREATE, "DiskId.1", here, "DiskId.2", there);
  }

  private static Answer otherCategory(ApiWorld api) {
    return api.call(CREATE, "DiskId.1", disk(api, "cloud_efficiency", "cn-hangzhou-h", "20"));
  }

  private static String disk(ApiWorld api, String category, String zone, String gib) {
    return api.call("CreateDisk", "ZoneId", zone, "DiskCategory", category, "Size", gib)
        .text("/DiskId");
  }

  private static Answer detaching(ApiWorld api) {
    String instance = api.instance();
    String disk = api.diskOf(instance);
    List<Answer> meanwhile = new ArrayList<>();
    api.world()
        .during(
            CrashPoint.DETACH_INTENDED, () -> meanwhile.add(api.call(CREATE, "DiskId.1", disk)));
    api.call("DetachDisk", "InstanceId", instance, "DiskId", disk);
    return meanwhile.getFirst();
  }

  private static Answer stopping(ApiWorld api) {
    String instance = api.instance();
    List<Answer> meanwhile = new ArrayList<>();
    api.world()
        .body(
            new InstanceBody() {
              @Override
              public void start(String instanceId) {}

              @Override
              public void stop(String instanceId, ExportGate.Withdrawal mode) {
                meanwhile.add(api.call(CREATE, "InstanceId", instance));
              }
            });
    api.call("StopInstance", "InstanceId", instance);
    return meanwhile.getFirst();
  }

  private static Answer staleDevice(ApiWorld api) {
    String disk = api.diskOf(api.instance());
    api.world()
        .control()
        .operator()
        .deviceFaults()
        .failed(new VolumeId(api.world().disk(disk).volume()));
    return api.call(CREATE, "DiskId.1", disk);
  }

  private static Answer neverUsed(ApiWorld api) {
    String instance = api.instance();
    api.call("StopInstance", "InstanceId", instance);
    return api.call(CREATE, "DiskId.1", api.diskOf(instance));
  }

  private static Answer unfinished(ApiWorld api, String limit, int most) throws Exception {
    api.world().control().operator().limits().set(limit, most);
    api.world().upload((_, _) -> {});
    String disk = api.diskOf(api.instance());
    for (int i = 0; i < most; i++) {
      api.call(CREATE, "DiskId.1", disk);
    }
    return api.call(CREATE, "DiskId.1", disk);
  }

  private static Answer quota(ApiWorld api) throws Exception {
    api.world().control().operator().limits().set("disk.snapshots.max", 1);
    String disk = api.diskOf(api.instance());
    api.call("CreateSnapshot", "DiskId", disk);
    return api.call(CREATE, "DiskId.1", disk);
  }

  private static Answer engineFails(ApiWorld api, BlockFault fault) {
    String disk = api.diskOf(api.instance());
    api.world().engine().failNext(fault);
    return api.call(CREATE, "DiskId.1", disk);
  }
}
