package dev.stillpoint.bench;

import dev.stillpoint.bench.picture.Page;
import dev.stillpoint.bench.picture.Panel;
import dev.stillpoint.bench.picture.RatioBars;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedSet;

/** A report as a picture: for each peer, our speed over its. */
final class ReportPicture {
  private ReportPicture() {}

  static String of(Report report) {
    SequencedSet<String> peers = new LinkedHashSet<>();
    report.standings().forEach(row -> row.peers().forEach(peer -> peers.add(peer.contender())));
    List<Panel> panels = new ArrayList<>();
    for (String peer : peers) {
      List<RatioBars.Bar> bars = new ArrayList<>();
      for (Standing standing : report.standings()) {
        standing.peers().stream()
            .filter(series -> series.contender().equals(peer))
            .map(series ->
                new RatioBars.Bar(
                    standing.row().title(), standing.ratioTo(series), OptionalDouble.empty()))
            .forEach(bars::add);
      }
      panels.add(new RatioBars("Requests a second, over those of " + peer, bars));
    }
    return new Page("Stillpoint beside its peers", List.of(report.machine()), panels).svg();
  }
}
