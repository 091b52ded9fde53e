package dev.stillpoint.catalog;

/**
 * What an instance was asked for beyond the disks that it holds. The user data may hold secrets, so
 * it never shows in {@link #toString}.
 *
 * @param instanceId the instance
 * @param starts false when it stays Stopped once it is made
 * @param userData base64, may be empty
 * @param ramRoleName may be empty
 * @param httpEndpoint enabled, disabled or empty
 * @param httpTokens optional, required or empty
 * @param httpHops 0 when not given
 * @param internetChargeType may be empty
 * @param internetMbitIn 0 when not given
 * @param internetMbitOut 0 when not given
 */
public record InstanceOptionsRow(
    String instanceId,
    boolean starts,
    String userData,
    String ramRoleName,
    String httpEndpoint,
    String httpTokens,
    int httpHops,
    String internetChargeType,
    int internetMbitIn,
    int internetMbitOut) {
  @Override
  public String toString() {
    return "InstanceOptionsRow[" + instanceId + "]";
  }
}
