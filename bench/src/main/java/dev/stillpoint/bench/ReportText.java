package dev.stillpoint.bench;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as people and as machines read it. */
final class ReportText {
  private ReportText() {}

  /** A page of text. */
  static String text(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("Stillpoint against its peers: requests per second, median [least, most]\n");
    page.append(report.machine()).append('\n');
    report.conditions().forEach(line -> page.append("- ").append(line).append('\n'));
    report.absent().forEach(line -> page.append("- missing: ").append(line).append('\n'));
    for (Standing standing : report.standings()) {
      page.append('\n').append(standing.row().title()).append('\n');
      page.append(line(standing.ours(), ""));
      for (Series peer : standing.peers()) {
        page.append(
            line(peer, String.format(Locale.ROOT, "we are at %.2f x", standing.ratioTo(peer))));
      }
    }
    page.append("\nCommand lines\n");
    report.commands().forEach(line -> page.append("  ").append(line).append('\n'));
    return page.toString();
  }

  private static String line(Series series, String remark) {
    return String.format(
                Locale.ROOT,
                "  %-14s %9.0f [%.0f, %.0f]  %s",
                series.contender(),
                series.median(),
                series.min(),
                series.max(),
                remark)
            .stripTrailing()
        + "\n";
  }

  /** One JSON document. */
  static String json(Report report) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode document = mapper.createObjectNode();
    document.put("machine", report.machine());
    report.conditions().forEach(document.putArray("conditions")::add);
    report.absent().forEach(document.putArray("absent")::add);
    report.commands().forEach(document.putArray("commands")::add);
    ArrayNode rows = document.putArray("rows");
    for (Standing standing : report.standings()) {
      ObjectNode row = rows.addObject();
      row.put("row", standing.row().title());
      ArrayNode contenders = row.putArray("contenders");
      put(contenders.addObject(), standing.ours());
      for (Series peer : standing.peers()) {
        put(contenders.addObject(), peer).put("ratio", standing.ratioTo(peer));
      }
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  /** A contender's figures. */
  static ObjectNode put(ObjectNode node, Series series) {
    node.put("contender", series.contender());
    node.put("median", series.median());
    node.put("min", series.min());
    node.put("max", series.max());
    series.perSecond().forEach(node.putArray("perSecond")::add);
    return node;
  }
}
