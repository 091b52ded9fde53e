package dev.stillpoint.control.access;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import dev.stillpoint.control.rule.TextRule;

/** Whom an action is about that need not name a user. */
final class Callers {
  private Callers() {}

  /**
   * The user that was named, or the caller, if it is a user.
   *
   * @throws Refusal MissingParameter when neither
   */
  static String userOrSelf(Caller caller, String userName) throws Refusal {
    return TextRule.absent(userName) && caller.principal() instanceof Principal.User self
        ? self.name()
        : AccessText.userName(userName);
  }
}
