package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which locks. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param snapshotIds on one of these
 * @param phase how they stand at {@code now}
 * @param now milliseconds since 1970
 */
public record SnapshotLockFilter(
    String accountId, List<String> snapshotIds, Phase phase, long now) {

  /** How a lock stands at a moment. */
  public enum Phase {
    COOLING_OFF,
    IN_FORCE,
    EXPIRED
  }
}
