package dev.stillpoint.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How one row came out.
 *
 * @param row the work
 * @param ours this product's measurements
 * @param peers the peers' measurements, none if no peer is installed
 */
record Standing(Row row, Series ours, List<Series> peers) {
  Standing {
    peers = List.copyOf(peers);
  }

  /**
   * Of the figures by contender.
   *
   * @param figures ours first
   */
  static Standing of(Row row, Map<String, List<Double>> figures) {
    List<Series> series = new ArrayList<>();
    figures.forEach((contender, rates) -> series.add(new Series(contender, rates)));
    return new Standing(row, series.getFirst(), series.subList(1, series.size()));
  }

  /** Our median over a peer's; above one we are faster. */
  double ratioTo(Series peer) {
    return ours.median() / peer.median();
  }

  /** The ratio to the fastest peer. */
  OptionalDouble worstRatio() {
    return peers.stream().mapToDouble(this::ratioTo).min();
  }
}
