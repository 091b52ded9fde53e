package dev.stillpoint.control.instance;

/**
 * What a request to make instances says about the guest, as sent; every component may be null. It
 * is kept and echoed. The user data may hold secrets, so it never shows in {@link #toString}.
 *
 * @param userData base64, at most 32 KiB of bytes
 * @param ramRoleName the role that the guest is to have
 * @param httpEndpoint enabled or disabled
 * @param httpTokens optional or required
 * @param httpPutResponseHopLimit 1 to 64
 * @param internetChargeType PayByTraffic or PayByBandwidth
 * @param internetMaxBandwidthIn 0 to 200 Mbit/s
 * @param internetMaxBandwidthOut 0 to 100 Mbit/s
 */
public record InstanceExtras(
    String userData,
    String ramRoleName,
    String httpEndpoint,
    String httpTokens,
    Integer httpPutResponseHopLimit,
    String internetChargeType,
    Integer internetMaxBandwidthIn,
    Integer internetMaxBandwidthOut) {
  /** Nothing was said. */
  public static final InstanceExtras NONE =
      new InstanceExtras(null, null, null, null, null, null, null, null);

  @Override
  public String toString() {
    return "InstanceExtras[userData=" + (userData == null ? "none" : "hidden") + "]";
  }
}
