package dev.stillpoint.cli.rehearsal;

import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a server is usually asked for, over and over for a while: writes, reads and flushes of
 * several disks, groups of all of them, lists, deletions. Nothing is measured and nothing is kept.
 * For one thread.
 */
final class Rehearsal {
  private static final int DISKS = 16;
  private static final int DISK_GIB = 20;
  private static final int BLOCK_BYTES = 4096;
  private static final int WRITES_EACH = 4;

  /** Groups that stay before the oldest is deleted. */
  private static final int GROUPS_KEPT = 8;

  private final Api api;
  private final Path socket;
  private final String region;
  private final String zone;
  private final List<String> disks = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  /**
   * @param socket of NBD
   */
  Rehearsal(Api api, Path socket, String region, String zone) {
    this.api = api;
    this.socket = socket;
    this.region = region;
    this.zone = zone;
  }

  /**
   * Goes through it, again and again.
   *
   * @param time when this is over, the round that runs is the last
   * @return how many rounds there were
   */
  int run(Duration time) throws ApiFault, IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    String instance =
        call("RunInstances", "ZoneId", zone, "ImageId", "rehearsal", "InstanceType", "ecs.any");
    List<NbdClient> clients = new ArrayList<>();
    int rounds = 0;
    try {
      for (int i = 0; i < DISKS; i++) {
        String disk =
            call(
                "CreateDisk",
                "ZoneId",
                zone,
                "DiskCategory",
                "cloud_essd",
                "Size",
                Integer.toString(DISK_GIB));
        call("AttachDisk", "InstanceId", instance, "DiskId", disk);
        disks.add(disk);
        clients.add(NbdClient.connect(UnixDomainSocketAddress.of(socket), disk));
      }
      do {
        round(clients, rounds++);
      } while (System.nanoTime() < end);
    } finally {
      clients.forEach(NbdClient::close);
    }
    call("StopInstance", "InstanceId", instance);
    return rounds;
  }

  private void round(List<NbdClient> clients, int number)
      throws ApiFault, IOException, InterruptedException {
    byte[] block = new byte[BLOCK_BYTES];
    block[0] = (byte) number;
    for (NbdClient client : clients) {
      for (int i = 0; i < WRITES_EACH; i++) {
        long offset = (long) BLOCK_BYTES * ((number * 7 + i * 31) & 0xfff);
        client.write(offset, block, i == 0 ? Persistence.DURABLE : Persistence.VOLATILE);
        client.read(offset, BLOCK_BYTES);
      }
    }
    clients.getFirst().flush();
    SequencedMap<String, String> group = parameters("Name", "rehearsal");
    for (int i = 0; i < disks.size(); i++) {
      group.put("DiskId." + (i + 1), disks.get(i));
    }
    groups.add(api.call("CreateSnapshotGroup", group).path("SnapshotGroupId").asString());
    String disk = disks.get(number % DISKS);
    String snapshot = call("CreateSnapshot", "DiskId", disk, "SnapshotName", "rehearsal");
    call("DescribeSnapshotGroups", "SnapshotGroupId.1", groups.getLast());
    call("DescribeSnapshots", "PageSize", "100");
    call("DescribeDisks", "PageSize", "50");
    call("DescribeInstances");
    call("DeleteSnapshot", "SnapshotId", snapshot);
    if (groups.size() > GROUPS_KEPT) {
      call("DeleteSnapshotGroup", "SnapshotGroupId", groups.removeFirst());
    }
  }

  /** Calls with parameters by name and value in turn; the identifier that is answered, if any. */
  private String call(String action, String... namesAndValues)
      throws ApiFault, IOException, InterruptedException {
    var answer = api.call(action, parameters(namesAndValues));
    return switch (action) {
      case "RunInstances" -> answer.at("/InstanceIdSets/InstanceIdSet/0").asString();
      case "CreateDisk" -> answer.path("DiskId").asString();
      case "CreateSnapshot" -> answer.path("SnapshotId").asString();
      default -> "";
    };
  }

  private SequencedMap<String, String> parameters(String... namesAndValues) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RegionId", region);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }
}
