package dev.stillpoint.control.recovery;

import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TokenRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which PENDING instances one RunInstances asked for. A request comes to be as a whole or not at
 * all, since a client that repeats it wants its number of instances, not that many again.
 */
final class PendingRuns {
  private PendingRuns() {}

  /**
   * Every PENDING instance, with those of the same request. With a client token its answer names
   * them. Without one the account and the time of the intent do; two such requests of one
   * millisecond are taken for one, which is safe, as nobody was answered.
   */
  static List<List<InstanceRow>> of(Tables tables) {
    Map<String, String> requests = new HashMap<>();
    for (TokenRow token : tables.tokens().running()) {
      for (String id : token.answer().split(",", -1)) {
        requests.put(id, "answer " + token.answer());
      }
    }
    Map<String, List<InstanceRow>> runs = new LinkedHashMap<>();
    for (InstanceRow row : tables.instances().withStatus(InstanceStatus.PENDING)) {
      String request =
          requests.getOrDefault(row.instanceId(), row.accountId() + " " + row.createdAt());
      runs.computeIfAbsent(request, _ -> new ArrayList<>()).add(row);
    }
    return List.copyOf(runs.values());
  }
}
