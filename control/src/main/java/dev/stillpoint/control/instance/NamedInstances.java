package dev.stillpoint.control.instance;

import java.util.List;

/**
 * Which instances a small read is about, as sent.
 *
 * @param regionId required
 * @param zoneId exact; null means any
 * @param instanceIds up to 100; null or empty means all
 * @param pageNumber from 1; null means 1
 * @param pageSize null means 10
 */
public record NamedInstances(
    String regionId,
    String zoneId,
    List<String> instanceIds,
    Integer pageNumber,
    Integer pageSize) {
  public NamedInstances {
    instanceIds = instanceIds == null ? List.of() : List.copyOf(instanceIds);
  }
}
