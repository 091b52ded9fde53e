package dev.stillpoint.control.world;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.CreateAutoSnapshotPolicy;
import dev.stillpoint.control.policy.PolicySettings;
import dev.stillpoint.control.snapshot.SnapshotView;
import java.util.List;
import java.util.stream.IntStream;

/** Requests about policies as tests make them. */
public final class PolicyCalls {
  private final World world;

  public PolicyCalls(World world) {
    this.world = world;
  }

  /** Settings with those hours; null leaves what is there. */
  public static PolicySettings settings(List<String> hours, Integer retention, String groupBy) {
    return new PolicySettings(null, hours, null, retention, groupBy, null, null, null, null, false);
  }

  /** A policy of every day. */
  public String policy(List<String> hours, int retention, String groupBy) throws Refusal {
    List<String> days = IntStream.rangeClosed(1, 7).mapToObj(Integer::toString).toList();
    PolicySettings settings =
        new PolicySettings(null, hours, days, retention, groupBy, null, null, null, null, false);
    return world
        .control()
        .policies()
        .create(
            world.caller(),
            new CreateAutoSnapshotPolicy(World.REGION, settings, null, null, null, null));
  }

  /** Gives a policy to disks. */
  public void apply(String policy, List<String> diskIds) throws Refusal {
    world.control().policies().apply(world.caller(), World.REGION, policy, diskIds);
  }

  /** Runs what is due; answers how many policies were. */
  public int run() {
    return world.control().policyRuns().step();
  }

  /** Every automatic snapshot that is there. */
  public List<SnapshotView> automatic() throws Refusal {
    return new Calls(world)
        .snapshots(null).stream()
            .filter(row -> row.snapshotType().equals("auto") && !row.status().equals("failed"))
            .toList();
  }
}
