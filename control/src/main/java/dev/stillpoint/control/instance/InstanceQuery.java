package dev.stillpoint.control.instance;

import dev.stillpoint.control.request.FilterPair;
import java.util.List;

/**
 * Filters of DescribeInstances that few clients send, as sent; null means no filter.
 *
 * @param instanceTypeFamily the first parts of the type, for example {@code ecs.g7}
 * @param internetChargeType PayByTraffic or PayByBandwidth
 * @param instanceNetworkType vpc or classic
 * @param httpEndpoint enabled or disabled
 * @param httpTokens optional or required
 * @param filters pairs of a time's name and a time
 * @param elsewhere true when something is asked for that no instance here has, such as an address
 */
public record InstanceQuery(
    String instanceTypeFamily,
    String internetChargeType,
    String instanceNetworkType,
    String httpEndpoint,
    String httpTokens,
    List<FilterPair> filters,
    boolean elsewhere) {
  /** No filter. */
  public static final InstanceQuery NONE =
      new InstanceQuery(null, null, null, null, null, List.of(), false);

  public InstanceQuery {
    filters = filters == null ? List.of() : List.copyOf(filters);
  }
}
