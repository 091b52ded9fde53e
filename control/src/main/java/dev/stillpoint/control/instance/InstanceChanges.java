package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import java.util.List;

/**
 * What is done to instances beyond running, starting, stopping and deleting one. Every method
 * returns when what it says is done, or throws a {@link Refusal}. Thread-safe.
 */
public interface InstanceChanges {
  /**
   * Makes one instance with its disks; it is Stopped when this returns.
   *
   * @return its InstanceId
   */
  String create(Caller caller, RunInstances request) throws Refusal;

  /** Stops an instance and starts it again; connections of before are closed. */
  void reboot(Caller caller, RebootInstance request) throws Refusal;

  /** Changes what an instance is called, and whether it refuses deletion. */
  void modify(Caller caller, ModifyInstanceAttribute request) throws Refusal;

  /** Starts several instances. */
  List<InstanceOutcome> startAll(Caller caller, SeveralInstances request) throws Refusal;

  /** Stops several instances. */
  List<InstanceOutcome> stopAll(Caller caller, SeveralInstances request) throws Refusal;

  /** Reboots several instances. */
  List<InstanceOutcome> rebootAll(Caller caller, SeveralInstances request) throws Refusal;

  /** Deletes several instances; all are checked before the first goes. */
  void deleteAll(Caller caller, SeveralInstances request) throws Refusal;
}
