package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.OwnServer;
import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SequencedMap;

/** Groups of this product, through its API; what grows too old is deleted. */
final class OwnGroups implements Freezer {
  private final Api api;
  private final String region;
  private final SequencedMap<String, String> parameters;
  private final Room room;
  private final Deque<String> kept = new ArrayDeque<>();
  private int deleted;

  /** Whether so many groups may be kept. */
  @FunctionalInterface
  interface Room {
    boolean isFor(int groups) throws CannotMeasure;
  }

  OwnGroups(Api api, String region, List<String> disks, Room room) {
    this.api = api;
    this.region = region;
    this.room = room;
    parameters = OwnServer.parameters("RegionId", region, "Name", "bench");
    for (int i = 0; i < disks.size(); i++) {
      parameters.put("DiskId." + (i + 1), disks.get(i));
    }
  }

  /** Deletes the oldest groups until there is room for one more. */
  @Override
  public void prepare() throws CannotMeasure, InterruptedException {
    while (!kept.isEmpty() && !room.isFor(kept.size() + 1)) {
      call(
          "DeleteSnapshotGroup",
          OwnServer.parameters("RegionId", region, "SnapshotGroupId", kept.removeFirst()));
      deleted++;
    }
  }

  @Override
  public void freeze() throws CannotMeasure, InterruptedException {
    kept.addLast(call("CreateSnapshotGroup", parameters));
  }

  int kept() {
    return kept.size();
  }

  int deleted() {
    return deleted;
  }

  private String call(String action, SequencedMap<String, String> arguments)
      throws CannotMeasure, InterruptedException {
    try {
      return api.call(action, arguments).path("SnapshotGroupId").asString("");
    } catch (IOException | ApiFault e) {
      throw new CannotMeasure(
          action + " failed with " + kept.size() + " groups kept: " + e.getMessage(), e);
    }
  }
}
