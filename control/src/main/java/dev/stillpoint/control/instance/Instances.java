package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/**
 * Instances: the holders of disks. Whoever connects to an instance's exports is its body. Every
 * method returns when what it says is done, or throws a {@link Refusal} and has changed nothing.
 * Thread-safe.
 */
public interface Instances {
  /**
   * Makes instances with their disks and starts them; they are Running when this returns.
   *
   * @return their InstanceIds
   */
  List<String> run(Caller caller, RunInstances request) throws Refusal;

  /** The instances that match, oldest first. */
  Listing<InstanceView> describe(Caller caller, DescribeInstances request) throws Refusal;

  /**
   * Starts a Stopped instance; the exports of its disks can be opened when this returns.
   *
   * @param dryRun null means false
   */
  void start(Caller caller, String instanceId, Boolean dryRun) throws Refusal;

  /** Stops a Running instance; its exports are withdrawn before this returns. */
  void stop(Caller caller, StopInstance request) throws Refusal;

  /** Deletes an instance, and with it the disks that go with it; the others become Available. */
  void delete(Caller caller, DeleteInstance request) throws Refusal;
}
