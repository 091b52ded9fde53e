package dev.stillpoint.server;

import dev.stillpoint.block.PoolStats;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the operator is told of a server: where it listens, and how its pool stands. */
final class Status {
  private Status() {}

  /**
   * @param members what the READY line says, as JSON
   */
  static Map<String, Object> of(String members, PoolStats pool) {
    Map<String, Object> status = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : JsonMapper.shared().readTree(members).properties()) {
      status.put(member.getKey(), member.getValue());
    }
    status.put("poolBytes", pool.capacityBytes());
    status.put("poolLiveBytes", pool.liveBytes());
    pool.history()
        .ifPresent(history -> {
          status.put("historySince", history.since().toString());
          status.put("historyHeldBytes", history.heldBytes());
        });
    return status;
  }
}
