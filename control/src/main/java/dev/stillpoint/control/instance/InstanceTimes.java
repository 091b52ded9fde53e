package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.rule.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows that the Filter.N pairs of DescribeInstances describe.
 *
 * @param createdFrom milliseconds since 1970, inclusive; null when open
 * @param createdTo milliseconds since 1970, inclusive; null when open
 * @param neverExpires true when an expiry is asked for, which no instance here has
 */
record InstanceTimes(Long createdFrom, Long createdTo, boolean neverExpires) {
  private static final List<String> EXPIRY = List.of("ExpiredStartTime", "ExpiredEndTime");

  static InstanceTimes of(List<FilterPair> pairs) throws Refusal {
    List<FilterPair> creation = new ArrayList<>();
    boolean expiry = false;
    for (FilterPair pair : pairs) {
      if (EXPIRY.contains(pair.key())) {
        expiry = true;
      } else {
        creation.add(pair);
      }
    }
    Times times = Times.of(creation);
    return new InstanceTimes(times.from(), times.to(), expiry);
  }
}
