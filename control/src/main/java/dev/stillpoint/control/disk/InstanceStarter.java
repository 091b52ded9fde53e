package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/** Starts an instance whose disk is ready again. */
@FunctionalInterface
public interface InstanceStarter {
  /** Starts it, by all the rules of a start. */
  void start(Caller caller, String instanceId) throws Refusal;
}
