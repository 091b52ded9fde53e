package dev.stillpoint.control.group;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.rule.Objections.Objection;
import java.util.List;

/**
 * Snapshot groups: several disks frozen at one instant, all or none. Thread-safe; making a group
 * never holds up a write.
 */
public interface Groups {
  /**
   * Freezes the selected disks at one instant. When this returns the group is durable with every
   * write that was answered before the call.
   *
   * @return its SnapshotGroupId and its instant; of a repeated request those of the first
   */
  Frozen create(Caller caller, CreateSnapshotGroup request) throws Refusal;

  /**
   * What {@link #create} would have against a request, every reason in the order of its checks;
   * empty when it would try. Makes nothing.
   *
   * @throws Refusal the caller may not use what the request names
   */
  List<Objection> preflight(Caller caller, CreateSnapshotGroup request) throws Refusal;

  /**
   * The groups that match, oldest first; {@code totalCount} is for completeness, the cloud's answer
   * has none.
   */
  Listing<GroupView> describe(Caller caller, DescribeSnapshotGroups request) throws Refusal;

  /** Changes name or description. */
  void modify(Caller caller, ModifySnapshotGroup request) throws Refusal;

  /**
   * Deletes a group with its snapshots. A member that something keeps (a lock, say) stays, and the
   * group with it; the last member takes the group along.
   *
   * @return one outcome for each member
   */
  List<ItemOutcome> delete(Caller caller, String regionId, String snapshotGroupId) throws Refusal;

  /**
   * Deletes the members of a group whose time has come, unless something keeps them.
   *
   * @return how many went
   */
  int expire(Caller caller, String snapshotGroupId) throws Refusal;
}
