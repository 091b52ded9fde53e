package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.SnapshotPolicyRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.snapshot.Snapshots;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.List;
import java.util.Optional;

/**
 * Makes the snapshots of policies at their time points. Of the time points that passed while nobody
 * ran, the latest alone is made up for.
 *
 * <p>What was done is kept for each disk of a policy: the snapshot's row names the time point it
 * was made for, in the transaction of its intent; the disk is settled once the snapshot is
 * confirmed; the policy moves on to its next time point once all its disks are settled. So after a
 * crash at any step the run goes on with the disks that are left, and none gets a second snapshot.
 */
public final class PolicyRuns {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final int POLICIES_MAX = 16;

  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Snapshots snapshots;
  private final Groups groups;
  private final PolicyLimits limits;
  private final RunUnits units;
  private final Freezing freezing;

  public PolicyRuns(
      Foundation foundation,
      ClientTokens tokens,
      Snapshots snapshots,
      Groups groups,
      PolicyLimits limits) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.snapshots = snapshots;
    this.groups = groups;
    this.limits = limits;
    this.units = new RunUnits(foundation, limits);
    this.freezing = new Freezing(foundation);
  }

  /** Runs policies whose time has come; to be called now and then. Returns how many. */
  public int step() {
    long now = foundation.now();
    List<SnapshotPolicyRow> due =
        foundation.catalog().read(tables -> tables.snapshotPolicies().due(now, POLICIES_MAX));
    for (SnapshotPolicyRow policy : due) {
      run(policy, now);
    }
    return due.size();
  }

  private void run(SnapshotPolicyRow policy, long now) {
    Timetable timetable = new Timetable(policy.hours(), policy.weekdays());
    Run run = new Run(policy, timetable.latest(now));
    boolean admitted = admitted(policy);
    for (RunUnits.Unit unit : foundation.catalog().read(tables -> units.of(tables, run))) {
      if (admitted) {
        unit.diskIds().forEach(diskId -> makeRoom(policy, diskId));
        make(run, unit);
      }
      settle(run, unit);
    }
    foundation.reached(CrashPoint.POLICY_DISKS_SETTLED);
    foundation
        .catalog()
        .write(tables -> {
          tables
              .snapshotPolicies()
              .find(policy.policyId())
              .filter(row -> row.nextAt() == policy.nextAt())
              .ifPresent(row ->
                  tables.snapshotPolicies().setNext(row.policyId(), timetable.next(run.dueAt())));
          return run;
        });
    foundation.reached(CrashPoint.POLICY_RUN_DONE);
  }

  /** False while the account may not make snapshots. */
  private boolean admitted(SnapshotPolicyRow policy) {
    try {
      foundation
          .admission()
          .admit(
              Caller.root(policy.accountId()),
              "CreateSnapshot",
              null,
              List.of(Resource.every("snapshot")));
      return true;
    } catch (Refusal e) {
      LOG.log(System.Logger.Level.WARNING, "policy " + policy.policyId() + " cannot run", e);
      return false;
    }
  }

  /** The oldest automatic snapshots of a disk go when it has as many as it may have. */
  private void makeRoom(SnapshotPolicyRow policy, String diskId) {
    Optional<SnapshotRow> oldest = surplus(diskId);
    while (oldest.isPresent()) {
      SnapshotRow row = oldest.get();
      Caller owner = Caller.root(policy.accountId());
      try {
        if (row.groupId() == null) {
          snapshots.delete(owner, row.snapshotId(), true);
        } else {
          groups.delete(owner, row.regionId(), row.groupId());
        }
      } catch (Refusal e) {
        LOG.log(System.Logger.Level.WARNING, row.snapshotId() + " cannot make room", e);
        return;
      }
      oldest = surplus(diskId);
    }
  }

  private Optional<SnapshotRow> surplus(String diskId) {
    return foundation
        .catalog()
        .read(tables ->
            tables.diskPolicies().automaticOf(diskId) < limits.automaticSnapshotsMax()
                ? Optional.empty()
                : tables.diskPolicies().oldestAutomatic(diskId, foundation.now()));
  }

  private void make(Run run, RunUnits.Unit unit) {
    try (Held _ = foundation.locks().hold(unit.diskIds())) {
      tokens.once(
          Caller.root(run.policy().accountId()),
          "AutoSnapshotPolicy",
          null,
          run.policy(),
          Dialect.SNAPSHOT,
          claim -> {
            List<SnapshotRow> rows =
                foundation.catalog().write(tables -> units.intend(tables, run, unit));
            if (!rows.isEmpty()) {
              freezing.freeze(rows, claim, SnapshotError.CREATE_SNAPSHOT_FAILED_400);
            }
            return "";
          });
    } catch (Refusal e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "policy " + run.policy().policyId() + " could not freeze " + unit.diskIds(),
          e);
    }
    foundation.reached(CrashPoint.POLICY_SNAPSHOT_MADE);
  }

  private void settle(Run run, RunUnits.Unit unit) {
    foundation
        .catalog()
        .write(tables -> {
          for (String diskId : unit.diskIds()) {
            tables.diskPolicies().settle(diskId, run.policy().policyId(), run.dueAt());
          }
          return unit;
        });
  }

  /**
   * One time point of one policy.
   *
   * @param dueAt milliseconds since 1970
   */
  record Run(SnapshotPolicyRow policy, long dueAt) {}
}
