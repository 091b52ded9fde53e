package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;

/** One action of the API. Safe for use by several threads at once. */
@FunctionalInterface
public interface Action {
  /** The name by which callers ask for it; that of the class. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Does what the caller asks.
   *
   * @return the members of the answer, without RequestId
   * @throws ApiFault when an argument cannot be read
   * @throws Refusal when a rule of the control room says no
   */
  Fields perform(Invocation invocation) throws ApiFault, Refusal;
}
