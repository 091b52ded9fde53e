package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.instance.InstanceView;
import java.util.List;

/**
 * The network of an instance. Clients read these paths even where there is no network; so they are
 * there, and hold what was asked for or nothing.
 */
final class NetworkShape {
  /** When an instance expires that is paid as it goes. */
  static final String NEVER = "2099-12-31T15:59Z";

  private NetworkShape() {}

  /** What was asked for of the way to the internet. */
  static void internet(Fields fields, InstanceView view) {
    fields
        .text("InternetChargeType", orEmpty(view.extras().internetChargeType()))
        .whole("InternetMaxBandwidthIn", orZero(view.extras().internetMaxBandwidthIn()))
        .whole("InternetMaxBandwidthOut", orZero(view.extras().internetMaxBandwidthOut()));
  }

  /** Addresses and groups. */
  static void addresses(Fields fields, InstanceView view) {
    fields
        .text("InstanceNetworkType", "vpc")
        .struct(
            "VpcAttributes",
            new Fields()
                .text("VpcId", "")
                .text("VSwitchId", view.vSwitchId())
                .text("NatIpAddress", "")
                .texts("PrivateIpAddress", "IpAddress", List.of()))
        .texts("PublicIpAddress", "IpAddress", List.of())
        .texts("InnerIpAddress", "IpAddress", List.of())
        .struct(
            "EipAddress",
            new Fields()
                .text("IpAddress", "")
                .text("AllocationId", "")
                .text("InternetChargeType", "")
                .whole("Bandwidth", 0))
        .texts("SecurityGroupIds", "SecurityGroupId", view.securityGroupIds());
  }

  /** A text that may be absent. */
  static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** A number that may be absent. */
  static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
