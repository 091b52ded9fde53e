package dev.stillpoint.bench;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of the API, for people and for programs. */
final class ApiReport {
  /** What the second measurement must keep of the first one's speed. */
  static final double KEPT_MIN = 0.8;

  private ApiReport() {}

  static String text(List<ApiFigure> figures, ApiBenchOptions options) {
    StringBuilder text = new StringBuilder();
    text.append("Signed calls over HTTP, server and callers on this machine, ")
        .append(options.callers())
        .append(" calls at a time, ")
        .append(options.sampleTime().toSeconds())
        .append(" s each. The server is configured with\n");
    ApiBenchCommand.CONFIGURATION
        .lines()
        .forEach(line -> text.append("  ").append(line).append('\n'));
    text.append('\n');
    for (ApiFigure figure : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %8d snapshots %6d groups  %7.0f/s (goal %.0f)  median %6.1f ms  p99 %6.1f ms%s"
                  + "  %s%n",
              figure.row().title(),
              figure.snapshots(),
              figure.groups(),
              figure.rate().perSecond(),
              figure.row().perSecondMin(),
              figure.rate().median(),
              figure.rate().slowest(),
              bound(figure.row()),
              figure.row().reachedBy(figure.rate()) ? "reached" : "MISSED"));
    }
    for (ApiRow row : ApiRow.values()) {
      List<ApiFigure> both = figures.stream().filter(figure -> figure.row() == row).toList();
      if (both.size() == 2) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-28s filled against nearly empty: %.2f (goal at least %.2f)%n",
                row.title(),
                kept(both),
                KEPT_MIN));
      }
    }
    return text.toString();
  }

  static String json(List<ApiFigure> figures, ApiBenchOptions options) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("callers", options.callers());
    document.put("sampleSeconds", options.sampleTime().toSeconds());
    document.put("configuration", ApiBenchCommand.CONFIGURATION);
    ArrayNode rows = document.putArray("figures");
    for (ApiFigure figure : figures) {
      ObjectNode row = rows.addObject();
      row.put("row", figure.row().title());
      row.put("snapshots", figure.snapshots());
      row.put("groups", figure.groups());
      row.put("perSecond", figure.rate().perSecond());
      row.put("perSecondGoal", figure.row().perSecondMin());
      row.put("medianMillis", figure.rate().median());
      row.put("p99Millis", figure.rate().slowest());
      if (Double.isFinite(figure.row().slowestMax())) {
        row.put("p99MillisGoal", figure.row().slowestMax());
      }
      row.put("reached", figure.row().reachedBy(figure.rate()));
    }
    return document.toPrettyString() + "\n";
  }

  private static double kept(List<ApiFigure> both) {
    return both.get(1).rate().perSecond() / both.get(0).rate().perSecond();
  }

  private static String bound(ApiRow row) {
    return Double.isFinite(row.slowestMax())
        ? String.format(Locale.ROOT, " (goal %.0f)", row.slowestMax())
        : "";
  }
}
