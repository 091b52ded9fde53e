package dev.stillpoint.bench;

import dev.stillpoint.bench.picture.Page;
import dev.stillpoint.bench.picture.Panel;
import dev.stillpoint.bench.picture.RatioBars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of disks, for people, for programs and as a picture. */
final class DisksReport {
  private DisksReport() {}

  /** A page of text. */
  static String text(DisksFigures figures) {
    StringBuilder page = new StringBuilder();
    page.append("Stillpoint's disks against their peers: requests per second, medians; what is");
    page.append(" furthest from its goal first\n");
    page.append(Machine.line()).append('\n');
    figures.conditions().forEach(line -> page.append("- ").append(line).append('\n'));
    figures.remarks().forEach(line -> page.append("- ").append(line).append('\n'));
    for (Trial trial : figures.furthestFirst()) {
      Standing standing = trial.standing();
      page.append(
          String.format(
              Locale.ROOT,
              "%n%s; %s%n  %-14s %9.0f [%.0f, %.0f]%n",
              standing.row().title(),
              trial.scenario().words(),
              standing.ours().contender(),
              standing.ours().median(),
              standing.ours().min(),
              standing.ours().max()));
      standing.peers().forEach(peer -> page.append(line(trial, peer)));
    }
    page.append("\nCommand lines\n");
    figures.commands().forEach(line -> page.append("  ").append(line).append('\n'));
    return page.toString();
  }

  private static String line(Trial trial, Series peer) {
    String goal =
        trial.goal(peer).isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                " (goal %.1f)  %s",
                trial.goal(peer).getAsDouble(),
                trial.reached(peer) ? "reached" : "MISSED");
    return String.format(
        Locale.ROOT,
        "  %-14s %9.0f [%.0f, %.0f]  we are at %.2f x%s%n",
        peer.contender(),
        peer.median(),
        peer.min(),
        peer.max(),
        trial.standing().ratioTo(peer),
        goal);
  }

  /** One JSON document. */
  static String json(DisksFigures figures) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("machine", Machine.line());
    figures.conditions().forEach(document.putArray("conditions")::add);
    figures.remarks().forEach(document.putArray("remarks")::add);
    figures.commands().forEach(document.putArray("commands")::add);
    ArrayNode rows = document.putArray("rows");
    for (Trial trial : figures.furthestFirst()) {
      put(rows.addObject(), trial);
    }
    return document.toPrettyString() + "\n";
  }

  private static void put(ObjectNode row, Trial trial) {
    Scenario scenario = trial.scenario();
    Standing standing = trial.standing();
    row.put("row", standing.row().title());
    row.put("key", standing.row().key());
    row.put("disks", scenario.disks());
    row.put("workingSetBytes", scenario.sizeBytes());
    row.put("fill", scenario.fill().key());
    row.put("state", scenario.state().words());
    ArrayNode contenders = row.putArray("contenders");
    ReportText.put(contenders.addObject(), standing.ours());
    for (Series peer : standing.peers()) {
      ObjectNode node = ReportText.put(contenders.addObject(), peer);
      node.put("ratio", standing.ratioTo(peer));
      trial
          .goal(peer)
          .ifPresent(goal -> node.put("goal", goal).put("reached", trial.reached(peer)));
    }
  }

  /** A panel for each scenario and peer for which there is a goal. */
  static String svg(DisksFigures figures) {
    Map<String, List<RatioBars.Bar>> bars = new LinkedHashMap<>();
    for (Trial trial : figures.trials()) {
      for (Series peer : trial.standing().peers()) {
        String panel = trial.scenario().words() + ": over " + peer.contender();
        bars.computeIfAbsent(panel, _ -> new ArrayList<>())
            .add(
                new RatioBars.Bar(
                    trial.standing().row().title(),
                    trial.standing().ratioTo(peer),
                    trial.goal(peer)));
      }
    }
    List<Panel> panels = new ArrayList<>();
    bars.forEach((title, rows) -> {
      if (rows.stream().anyMatch(bar -> bar.goal().isPresent())) {
        panels.add(new RatioBars(title, rows));
      }
    });
    return new Page(
            "Requests a second, as a ratio to a peer in the same run",
            List.of(Machine.line(), "the upright mark is the goal; 1 x is as fast as the peer"),
            panels)
        .svg();
  }
}
