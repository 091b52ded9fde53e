package dev.stillpoint.control.policy;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import java.util.List;

/** Auto snapshot policies. Thread-safe. */
public interface Policies {
  /**
   * Makes a policy; no disk has it yet.
   *
   * @return its identifier
   */
  String create(Caller caller, CreateAutoSnapshotPolicy request) throws Refusal;

  /**
   * Changes what is given. Snapshots that it made keep their retention; its next time point is the
   * first of the new timetable that lies ahead.
   */
  void modify(Caller caller, String regionId, String policyId, PolicySettings settings)
      throws Refusal;

  /** Deletes a policy, and takes it from its disks. Its snapshots stay. */
  void delete(Caller caller, String regionId, String policyId) throws Refusal;

  /** Gives a policy to disks, to all or none; time points count from now on. */
  void apply(Caller caller, String regionId, String policyId, List<String> diskIds) throws Refusal;

  /**
   * Takes a policy from disks, from all or none.
   *
   * @param policyId null means the only one of each disk
   */
  void cancel(Caller caller, String regionId, String policyId, List<String> diskIds) throws Refusal;

  /** The policies that match, oldest first. */
  Listing<PolicyView> describe(Caller caller, DescribePolicies request) throws Refusal;

  /**
   * Who has what.
   *
   * @param policyId whose disks; or null
   * @param diskId whose policies; or null
   */
  Listing<PolicyAssociation> associations(
      Caller caller, String regionId, String policyId, String diskId, Paging paging) throws Refusal;
}
