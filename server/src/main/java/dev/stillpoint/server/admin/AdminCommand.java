package dev.stillpoint.server.admin;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.operator.NotPossible;

/** One command of the operator's. Safe for use by several threads at once. */
@FunctionalInterface
interface AdminCommand {
  /**
   * Does it.
   *
   * @return what JSON can say: a text, a number, a truth value, a list or a map of such
   */
  Object answer(Given given) throws NotPossible, Refusal;
}
