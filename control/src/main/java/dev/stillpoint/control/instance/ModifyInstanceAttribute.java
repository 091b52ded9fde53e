package dev.stillpoint.control.instance;

import java.util.List;

/**
 * The parameters of ModifyInstanceAttribute as sent; null means that it stays as it is. The user
 * data may hold secrets, so it never shows in {@link #toString}.
 *
 * @param instanceId required
 * @param instanceName the new name; empty counts as null
 * @param description the new description; empty removes it
 * @param hostName the new host name; empty counts as null
 * @param deletionProtection whether it refuses deletion
 * @param securityGroupIds echoed; empty means that they stay
 * @param userData base64; the instance is Stopped
 */
public record ModifyInstanceAttribute(
    String instanceId,
    String instanceName,
    String description,
    String hostName,
    Boolean deletionProtection,
    List<String> securityGroupIds,
    String userData) {
  public ModifyInstanceAttribute {
    securityGroupIds = securityGroupIds == null ? List.of() : List.copyOf(securityGroupIds);
  }

  @Override
  public String toString() {
    return "ModifyInstanceAttribute[" + instanceId + "]";
  }
}
