package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;
import java.util.Base64;

/** What user data may look like. */
final class UserDataRule {
  private static final int BYTES_MAX = 32 * 1024;
  private static final int CHARS_MAX = (BYTES_MAX + 2) / 3 * 4;

  private UserDataRule() {}

  /** The user data as sent, or an empty text when it is absent. */
  static String check(String userData) throws Refusal {
    if (TextRule.absent(userData)) {
      return "";
    }
    if (userData.length() > CHARS_MAX) {
      throw new Refusal(InstanceError.INVALID_USER_DATA_SIZE_EXCEEDED, BYTES_MAX);
    }
    try {
      if (Base64.getDecoder().decode(userData).length > BYTES_MAX) {
        throw new Refusal(InstanceError.INVALID_USER_DATA_SIZE_EXCEEDED, BYTES_MAX);
      }
    } catch (IllegalArgumentException e) {
      throw new Refusal(e, InstanceError.INVALID_USER_DATA_BASE64_FORMAT_INVALID);
    }
    return userData;
  }
}
