package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/** What clients read of instances besides the list of them. Thread-safe. */
public interface InstanceReads {
  /** One instance; refused when there is none. */
  InstanceView attribute(Caller caller, String instanceId) throws Refusal;

  /** The user data of an instance, base64; empty when it has none. */
  String userData(Caller caller, String regionId, String instanceId) throws Refusal;

  /** The instances that match with nothing but their status shown, oldest first. */
  Listing<InstanceView> statuses(Caller caller, NamedInstances request) throws Refusal;

  /**
   * The instances that match, oldest first, for an action that shows one more thing of each.
   *
   * @param action the action's name
   */
  Listing<InstanceView> named(Caller caller, String action, NamedInstances request) throws Refusal;

  /**
   * Checks that a list of what no instance has, such as network interfaces, may be asked for.
   *
   * @param action the action's name
   */
  void none(Caller caller, String action, String regionId, List<String> instanceIds) throws Refusal;
}
