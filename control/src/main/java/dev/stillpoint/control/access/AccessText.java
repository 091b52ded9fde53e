package dev.stillpoint.control.access;

import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;
import java.util.regex.Pattern;

/** What names and texts of users, groups, roles and policies may look like. */
final class AccessText {
  static final int NAME_CHARS_MAX = 64;
  static final int POLICY_NAME_CHARS_MAX = 128;
  private static final int DISPLAY_NAME_CHARS_MAX = 128;
  private static final int COMMENTS_CHARS_MAX = 128;
  private static final int DESCRIPTION_CHARS_MAX = 1024;

  private static final int EMAIL_CHARS_MAX = 254;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]*");
  private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9-]*");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern MOBILE_PHONE = Pattern.compile("[0-9 +-]{3,32}");

  private AccessText() {}

  static String userName(String text) throws Refusal {
    return name(
        TextRule.require(text, "UserName"),
        AccessError.INVALID_USER_NAME_CHARS,
        AccessError.INVALID_USER_NAME_LENGTH);
  }

  static String groupName(String text) throws Refusal {
    return name(
        TextRule.require(text, "GroupName"),
        AccessError.INVALID_GROUP_NAME_CHARS,
        AccessError.INVALID_GROUP_NAME_LENGTH);
  }

  static String roleName(String text) throws Refusal {
    return name(
        TextRule.require(text, "RoleName"),
        AccessError.INVALID_ROLE_NAME_CHARS,
        AccessError.INVALID_ROLE_NAME_LENGTH);
  }

  static String policyName(String text) throws Refusal {
    TextRule.require(text, "PolicyName");
    if (text.length() > POLICY_NAME_CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_POLICY_NAME_LENGTH);
    }
    if (!POLICY_NAME.matcher(text).matches()) {
      throw new Refusal(AccessError.INVALID_POLICY_NAME_CHARS);
    }
    return text;
  }

  static String name(String text, ErrorCode chars, ErrorCode length) throws Refusal {
    if (text.length() > NAME_CHARS_MAX) {
      throw new Refusal(length);
    }
    if (!NAME.matcher(text).matches()) {
      throw new Refusal(chars);
    }
    return text;
  }

  /** The text, or an empty one when it is absent. */
  private static String atMost(String text, int chars, ErrorCode code) throws Refusal {
    String given = text == null ? "" : text;
    if (given.length() > chars) {
      throw new Refusal(code);
    }
    return given;
  }

  static String displayName(String text) throws Refusal {
    return atMost(text, DISPLAY_NAME_CHARS_MAX, AccessError.INVALID_DISPLAY_NAME_LENGTH);
  }

  static String comments(String text) throws Refusal {
    return atMost(text, COMMENTS_CHARS_MAX, AccessError.INVALID_COMMENTS_LENGTH);
  }

  static String description(String text) throws Refusal {
    return atMost(text, DESCRIPTION_CHARS_MAX, AccessError.INVALID_DESCRIPTION_LENGTH);
  }

  static String email(String text) throws Refusal {
    return shaped(text, EMAIL_CHARS_MAX, EMAIL, AccessError.INVALID_EMAIL_FORMAT);
  }

  static String mobilePhone(String text) throws Refusal {
    return shaped(text, NAME_CHARS_MAX, MOBILE_PHONE, AccessError.INVALID_MOBILE_PHONE_FORMAT);
  }

  private static String shaped(String text, int chars, Pattern shape, ErrorCode code)
      throws Refusal {
    if (TextRule.absent(text)) {
      return "";
    }
    if (text.length() > chars || !shape.matcher(text).matches()) {
      throw new Refusal(code, text);
    }
    return text;
  }
}
