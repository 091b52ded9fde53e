package dev.stillpoint.bench;

import java.util.OptionalDouble;

/**
 * A row with what it was measured on.
 *
 * @param scenario what it was measured on
 * @param standing how it came out
 */
record Trial(Scenario scenario, Standing standing) {
  OptionalDouble goal(Series peer) {
    return Goals.of(scenario, standing.row(), peer.contender());
  }

  boolean reached(Series peer) {
    OptionalDouble goal = goal(peer);
    return goal.isEmpty() || standing.ratioTo(peer) >= goal.getAsDouble();
  }

  /** The least ratio over its goal; what has no goal stands last. */
  double distance() {
    return standing.peers().stream()
        .filter(peer -> goal(peer).isPresent())
        .mapToDouble(peer -> standing.ratioTo(peer) / goal(peer).getAsDouble())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
