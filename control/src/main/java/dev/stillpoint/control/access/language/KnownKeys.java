package dev.stillpoint.control.access.language;

import java.util.Locale;
import java.util.Set;

/**
 * The keys that a condition may ask for: those of which this server can tell the value. A policy
 * with another one is refused when it is written, because a Deny with a key that nobody fills never
 * holds. Case matters in the name of a tag and nowhere else.
 */
final class KnownKeys {
  private static final Set<String> TAGS = Set.of("acs:resourcetag/", "acs:requesttag/", "ecs:tag/");

  /** There are no private networks here, so no request ever comes from one. */
  private static final Set<String> OF_EVERY_REQUEST =
      Set.of(
          "acs:currenttime",
          "acs:sourceip",
          "acs:sourcevpc",
          "acs:securetransport",
          "acs:mfapresent",
          "acs:principalarn");

  private static final Set<String> OF_PERMISSIONS =
      Set.of(
          "acs:resourcegroupid",
          "ecs:isdiskencrypted",
          "ecs:isdiskbyokencrypted",
          "ecs:issystemdiskencrypted",
          "ecs:issystemdiskbyokencrypted",
          "ecs:instancetype",
          "ecs:instancetypefamily",
          "ecs:notspecifysecuritygroupid");

  private KnownKeys() {}

  /** Whether a policy for users, groups, roles and sessions may ask for the key. */
  static boolean inPermission(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return OF_EVERY_REQUEST.contains(lower)
        || OF_PERMISSIONS.contains(lower)
        || TAGS.stream().anyMatch(tag -> lower.startsWith(tag) && lower.length() > tag.length());
  }

  /** Whether a trust policy may ask for the key. */
  static boolean inTrust(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return OF_EVERY_REQUEST.contains(lower) || lower.equals("sts:externalid");
  }
}
