package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.SnapshotGroup;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.workload.Role;
import java.util.Map;

/**
 * A group that the demonstration made.
 *
 * @param selection how its disks were named, in words
 * @param bounds the moments between which its instant lies
 * @param callNanos how long the call took
 * @param snapshots the snapshot of each disk that the writer uses and the group holds
 */
record MadeGroup(
    SnapshotGroup group,
    String selection,
    InstantBounds bounds,
    long callNanos,
    Map<Role, String> snapshots) {
  /** A group and what its snapshots showed when they were first read. */
  record Read(MadeGroup made, Evidence evidence) {}
}
