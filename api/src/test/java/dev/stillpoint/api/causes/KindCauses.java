package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import java.util.ArrayList;
import java.util.List;

/** Causes that lie in kinds of disks. */
final class KindCauses {
  private KindCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "403 IncorrectDiskType.NotSupport",
            "an ephemeral disk",
            api ->
                api.call(
                    CREATE,
                    "DiskId.1",
                    disk(api, "elastic_ephemeral_disk_standard", "cn-hangzhou-h", "64"))),
        new Cause(
            "403 InvalidOperation.MultiAttachDisk",
            "a disk that several instances may share",
            api ->
                api.call(
                    CREATE,
                    "DiskId.1",
                    api.call(
                            "CreateDisk",
                            "ZoneId",
                            "cn-hangzhou-h",
                            "DiskCategory",
                            "cloud_essd",
                            "Size",
                            "20",
                            "MultiAttach",
                            "Enabled")
                        .text("/DiskId"))),
        new Cause(
            "403 InvalidDisk.DiskCategoryInconsistent",
            "a regional disk and a zonal one",
            KindCauses::regionalAndZonal));
  }

  private static Answer regionalAndZonal(ApiWorld api) {
    String regional = disk(api, "cloud_regional_disk_auto", "", "20");
    return api.call(
        CREATE, "DiskId.1", regional, "DiskId.2", disk(api, "cloud_essd", "cn-hangzhou-h", "20"));
  }

  private static String disk(ApiWorld api, String category, String zone, String gib) {
    List<String> pairs = new ArrayList<>(List.of("DiskCategory", category, "Size", gib));
    if (!zone.isEmpty()) {
      pairs.addAll(List.of("ZoneId", zone));
    }
    return api.call("CreateDisk", pairs.toArray(String[]::new)).text("/DiskId");
  }
}
