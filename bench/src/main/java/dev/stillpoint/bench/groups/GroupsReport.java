package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.Machine;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of groups, for people and for programs. */
final class GroupsReport {
  private GroupsReport() {}

  /** A page of text. */
  static String text(GroupFigures figures) {
    StringBuilder page = new StringBuilder();
    page.append("Groups of ").append(figures.options().disks()).append(" disks under load\n");
    page.append(Machine.line()).append('\n');
    conditions(figures.options()).forEach(line -> page.append("- ").append(line).append('\n'));
    figures.remarks().forEach(line -> page.append("- ").append(line).append('\n'));
    page.append("The server is configured with\n");
    figures.configuration().lines().forEach(line -> page.append("  ").append(line).append('\n'));
    page.append('\n').append(windows(figures)).append('\n');
    for (Finding finding : figures.findings()) {
      page.append(line(finding));
    }
    return page.toString();
  }

  private static String windows(GroupFigures figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-34s %9s  %-27s %-26s %9s %8s%n",
            "",
            "writes/s",
            "longest write, median ms",
            "call, ms",
            "longest",
            "p99.9"));
    for (LoadFigures one : figures.loads()) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-34s %9.0f  %6.2f beside %6.2f without  %6.1f p99 %6.1f max %6.1f %9.1f %8.2f%n",
              one.contender() + " " + one.load(),
              one.perSecond(),
              one.beside().median(),
              one.without().median(),
              one.calls().median(),
              one.calls().p99(),
              one.calls().max(),
              one.longestMillis(),
              one.p999Millis()));
      if (one.outlasting() > 0) {
        table.append("  ").append(one.outlasting()).append(" calls outlasted their window\n");
      }
    }
    return table.toString();
  }

  private static String line(Finding finding) {
    String goal =
        finding.goal().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "(goal %s %s)  %s",
                finding.sense().words(),
                number(finding.goal().getAsDouble()),
                finding.reached() ? "reached" : "MISSED");
    return String.format(
                Locale.ROOT,
                "%-52s %9s %-4s %s",
                finding.title(),
                number(finding.value()),
                finding.unit(),
                goal)
            .stripTrailing()
        + "\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
  }

  /** One JSON document. */
  static String json(GroupFigures figures) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("machine", Machine.line());
    document.put("disks", figures.options().disks());
    document.put("workingSetBytes", figures.options().workingSetBytes());
    document.put("configuration", figures.configuration());
    conditions(figures.options()).forEach(document.putArray("conditions")::add);
    figures.remarks().forEach(document.putArray("remarks")::add);
    ArrayNode rows = document.putArray("figures");
    for (Finding finding : figures.findings()) {
      put(rows.addObject(), finding);
    }
    ArrayNode loads = document.putArray("loads");
    for (LoadFigures one : figures.loads()) {
      put(loads.addObject(), one);
    }
    figures.growth().calls().millis().forEach(document.putArray("growthCallMillis")::add);
    put(document.putObject("speedBefore"), figures.before());
    put(document.putObject("speedAfter"), figures.after());
    ObjectNode sizes = document.putObject("sizes");
    sizes.put("smallGib", SizeContest.SMALL_GIB);
    sizes.put("smallMedianMillis", figures.sizes().small().median());
    sizes.put("largeGib", SizeContest.LARGE_GIB);
    sizes.put("largeMedianMillis", figures.sizes().large().median());
    return document.toPrettyString() + "\n";
  }

  private static void put(ObjectNode row, Finding finding) {
    row.put("key", finding.key()).put("title", finding.title().strip());
    row.put("value", finding.value()).put("unit", finding.unit());
    finding
        .goal()
        .ifPresent(goal ->
            row.put("goal", goal)
                .put("sense", finding.sense().words())
                .put("reached", finding.reached()));
  }

  private static void put(ObjectNode row, LoadFigures one) {
    row.put("contender", one.contender()).put("load", one.load());
    row.put("writesPerSecond", one.perSecond());
    row.put("windows", one.beside().count());
    row.put("longestBesideMedianMillis", one.beside().median());
    row.put("longestWithoutMedianMillis", one.without().median());
    row.put("addedMillis", one.addedMillis());
    row.put("callMedianMillis", one.calls().median());
    row.put("callP99Millis", one.calls().p99());
    row.put("callMaxMillis", one.calls().max());
    row.put("callsThatOutlastedTheirWindow", one.outlasting());
    row.put("longestMillis", one.longestMillis());
    row.put("p999Millis", one.p999Millis());
    row.put("generatorCollections", one.collections());
    one.beside().millis().forEach(row.putArray("longestBesideMillis")::add);
    one.without().millis().forEach(row.putArray("longestWithoutMillis")::add);
    one.calls().millis().forEach(row.putArray("callMillis")::add);
  }

  private static void put(ObjectNode row, Speed speed) {
    row.put("readsPerSecond", speed.reads()).put("writesPerSecond", speed.writes());
  }

  private static List<String> conditions(GroupsBenchOptions options) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%d disks, %d MiB of each written in order, then at random by 4 KiB; one connection a"
                + " disk over a unix socket, all from one thread on this machine",
            options.disks(),
            options.workingSetBytes() >> 20),
        String.format(
            Locale.ROOT,
            "two loads: %,d writes/s over all disks, and %d writes under way on each disk",
            options.perSecond(),
            options.depth()),
        String.format(
            Locale.ROOT,
            "%d windows of %d ms that begin with a call and as many without one, in turns; a write"
                + " belongs to the window in which it was asked for",
            options.pairs(),
            options.window().toMillis()),
        String.format(
            Locale.ROOT,
            "then %d groups, one every %d ms, under the saturated load",
            options.groups(),
            options.interval().toMillis()));
  }
}
