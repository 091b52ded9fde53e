package dev.stillpoint.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.snapshot.LockSnapshot;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.PolicyCalls;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of policies: when, of what, how long they last, and what happens after a pause. */
class PolicyRunsTest extends InAWorld {
  private String instance;
  private List<String> disks;

  @BeforeEach
  void anInstanceWithTwoDataDisks() throws Exception {
    instance = calls.instance(2);
    disks = calls.disksOf(instance);
  }

  private Policies policies() {
    return world.control().policies();
  }

  private String policy(List<String> hours, int retention, String groupBy) throws Refusal {
    return new PolicyCalls(world).policy(hours, retention, groupBy);
  }

  private void apply(String policy, List<String> diskIds) throws Refusal {
    new PolicyCalls(world).apply(policy, diskIds);
  }

  private int run() {
    return new PolicyCalls(world).run();
  }

  private List<SnapshotView> automatic() throws Refusal {
    return new PolicyCalls(world).automatic();
  }

  @Test
  void aSnapshotIsMadeAtEachTimePointAndNoneBetween() throws Exception {
    // The world begins at 16:00 of UTC+8.
    String policy = policy(List.of("17", "20"), 3, null);
    apply(policy, List.of(disks.get(1)));
    assertThat(run()).isZero();
    world.pass(Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(run()).isZero();
    SnapshotView first = automatic().getFirst();
    assertThat(automatic()).hasSize(1);
    assertThat(first.sourceDiskId()).isEqualTo(disks.get(1));
    assertThat(first.snapshotName()).isEqualTo("auto2.0_20261123_" + policy);
    assertThat(first.retentionDays()).isEqualTo(3);
    assertThat(first.status()).isEqualTo("accomplished");
    world.pass(Duration.ofHours(2));
    assertThat(run()).isZero();
    world.pass(Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(automatic()).hasSize(2);
  }

  @Test
  void retentionEndsBySnapshotAndForGoodIsForGood() throws Exception {
    apply(policy(List.of("17"), 1, null), List.of(disks.get(1)));
    apply(policy(List.of("17"), -1, null), List.of(disks.get(2)));
    world.pass(Duration.ofHours(1));
    run();
    assertThat(automatic()).hasSize(2);
    world.pass(Duration.ofDays(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
    assertThat(automatic()).extracting(SnapshotView::sourceDiskId).containsExactly(disks.get(2));
    world.pass(Duration.ofDays(4000));
    assertThat(world.control().expiry().step()).isZero();
  }

  @Test
  void ofTheTimePointsThatWereMissedTheLatestIsMadeUpOnce() throws Exception {
    String policy = policy(List.of("1", "17"), -1, null);
    apply(policy, List.of(disks.get(1)));
    world.pass(Duration.ofDays(3));
    world.restart();
    assertThat(run()).isEqualTo(1);
    assertThat(automatic()).hasSize(1);
    assertThat(automatic().getFirst().snapshotName()).startsWith("auto2.0_20261126_");
    world.restart();
    assertThat(run()).isZero();
    assertThat(automatic()).hasSize(1);
  }

  @Test
  void aDiskThatGetsAPolicyLaterIsNotMadeUpFor() throws Exception {
    String policy = policy(List.of("17"), -1, null);
    apply(policy, List.of(disks.get(1)));
    world.pass(Duration.ofHours(2));
    apply(policy, List.of(disks.get(2)));
    run();
    assertThat(automatic()).extracting(SnapshotView::sourceDiskId).containsExactly(disks.get(1));
  }

  @Test
  void aRunIsSkippedWhileTheOneBeforeIsUnfinished() throws Exception {
    world.upload((items, progress) -> {});
    apply(policy(List.of("17", "18"), -1, null), List.of(disks.get(1)));
    world.pass(Duration.ofHours(1));
    run();
    world.pass(Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(automatic()).hasSize(1);
  }

  @Test
  void disksOfOneInstanceAreFrozenAsOneGroup() throws Exception {
    String other = calls.disk(20);
    apply(policy(List.of("17"), 2, "Instance"), List.of(disks.get(1), disks.get(2), other));
    world.pass(Duration.ofHours(1));
    run();
    GroupView group = calls.groups(null).getFirst();
    assertThat(calls.groups(null)).hasSize(1);
    assertThat(group.instanceId()).isEqualTo(instance);
    assertThat(group.status()).isEqualTo("accomplished");
    assertThat(group.members())
        .extracting(GroupView.Member::sourceDiskId)
        .containsExactlyInAnyOrder(disks.get(1), disks.get(2));
    assertThat(automatic()).as("a disk that was never attached has nothing to show").hasSize(2);
    assertThat(automatic()).extracting(SnapshotView::cutLsn).containsOnly(group.cutLsn());
    world.pass(Duration.ofDays(2));
    assertThat(world.control().expiry().step()).isPositive();
    assertThat(calls.groups(null)).isEmpty();
    assertThat(automatic()).isEmpty();
  }

  @Test
  void allDisksOfAPolicyAreFrozenAsOneGroup() throws Exception {
    List<String> others = calls.disksOf(calls.instance(1));
    String policy = policy(List.of("17"), -1, "Policy");
    apply(policy, List.of(disks.get(0), disks.get(1), others.get(0)));
    world.pass(Duration.ofHours(1));
    run();
    assertThat(calls.groups(null)).hasSize(1);
    assertThat(calls.groups(null).getFirst().members()).hasSize(3);
    assertThat(calls.groups(null).getFirst().instanceId()).isEmpty();
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      many.add(calls.disk(20));
    }
    refused(PolicyError.PARAMETER_INVALID, () -> apply(policy, many));
    assertThat(policies().describe(world.caller(), everything()).items().getFirst().diskCount())
        .as("all or none")
        .isEqualTo(3);
  }

  private static DescribePolicies everything() {
    return new DescribePolicies(World.REGION, null, null, null, null, null);
  }

  @Test
  void theOldestThatNothingKeepsGoesWhenThereAreTooMany() throws Exception {
    PolicyRuns few =
        new PolicyRuns(
            world.foundation(),
            new ClientTokens(world.foundation()),
            world.control().snapshots(),
            world.control().groups(),
            new PolicyLimits(100, 10, 2));
    apply(policy(List.of("17"), -1, null), List.of(disks.get(1)));
    List<String> made = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      world.pass(Duration.ofDays(1));
      few.step();
      made.add(automatic().getLast().snapshotId());
    }
    world
        .control()
        .snapshotLocks()
        .lock(
            world.caller(),
            new LockSnapshot(World.REGION, made.get(0), "compliance", 100, 0, null, null));
    world.pass(Duration.ofDays(1));
    few.step();
    assertThat(automatic())
        .extracting(SnapshotView::snapshotId)
        .hasSize(2)
        .contains(made.get(0))
        .doesNotContain(made.get(1));
  }

  @Test
  void aDiskThatIsGoneHasNoPolicyAnyMore() throws Exception {
    String policy = policy(List.of("17"), -1, null);
    calls.detach(disks.get(1), instance);
    apply(policy, List.of(disks.get(1)));
    calls.deleteDisk(disks.get(1));
    assertThat(policies().describe(world.caller(), everything()).items().getFirst().diskCount())
        .isZero();
    world.pass(Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(automatic()).isEmpty();
  }

  @Test
  void aPolicyThatIsDeletedLeavesItsSnapshotsAndRunsNoMore() throws Exception {
    String policy = policy(List.of("17"), -1, null);
    apply(policy, List.of(disks.get(1)));
    world.pass(Duration.ofHours(1));
    run();
    policies().delete(world.caller(), World.REGION, policy);
    world.pass(Duration.ofDays(2));
    assertThat(run()).isZero();
    assertThat(automatic()).hasSize(1);
    refused(
        PolicyError.PARAMETER_INVALID_404,
        () -> policies().delete(world.caller(), World.REGION, policy));
  }

  @Test
  void anotherTimetableBeginsWithItsNextTimePoint() throws Exception {
    String policy = policy(List.of("17"), -1, null);
    apply(policy, List.of(disks.get(1)));
    policies()
        .modify(world.caller(), World.REGION, policy, PolicyCalls.settings(List.of("19"), 5, null));
    world.pass(Duration.ofHours(2));
    assertThat(run()).isZero();
    world.pass(Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(automatic().getFirst().retentionDays()).isEqualTo(5);
    assertThat(automatic().getFirst().creationTime())
        .isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
  }

  @Test
  void aDiskHasTenPoliciesAtMostAndAnAccountAHundred() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      made.add(policy(List.of("1"), -1, null));
    }
    refused(PolicyError.AUTO_SNAPSHOT_POLICY_QUOTA_EXCEED, () -> policy(List.of("1"), -1, null));
    for (String policy : made.subList(0, 10)) {
      apply(policy, List.of(disks.get(1)));
    }
    apply(made.getFirst(), List.of(disks.get(1)));
    refused(
        PolicyError.QUOTA_EXCEED_APPLIED_AUTO_SNAPSHOT_POLICY_QUOTA,
        () -> apply(made.getLast(), List.of(disks.get(2), disks.get(1))));
    refused(
        PolicyError.OPERATION_DENIED_TOO_MANY_AUTO_SNAPSHOT_POLICIES,
        () -> policies().cancel(world.caller(), World.REGION, null, List.of(disks.get(1))));
    policies().cancel(world.caller(), World.REGION, made.get(3), List.of(disks.get(1)));
    apply(made.getLast(), List.of(disks.get(2), disks.get(1)));
    policies().cancel(world.caller(), World.REGION, null, List.of(disks.get(2)));
  }
}
