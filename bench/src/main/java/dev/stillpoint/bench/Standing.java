package dev.stillpoint.bench;

import java.util.List;
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

  /** Our median over a peer's; above one we are faster. */
  double ratioTo(Series peer) {
    return ours.median() / peer.median();
  }

  /** The ratio to the fastest peer. */
  OptionalDouble worstRatio() {
    return peers.stream().mapToDouble(this::ratioTo).min();
  }
}
