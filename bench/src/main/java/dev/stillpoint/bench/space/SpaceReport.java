package dev.stillpoint.bench.space;

import dev.stillpoint.bench.Machine;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of space, for people and for programs. */
final class SpaceReport {
  private SpaceReport() {}

  static String text(SpaceFigures figures, SpaceBenchOptions options) {
    StringBuilder page = new StringBuilder();
    page.append("What stored bytes cost\n").append(Machine.line()).append('\n');
    conditions(options).forEach(line -> page.append("- ").append(line).append('\n'));
    figures.remarks().forEach(line -> page.append("- ").append(line).append('\n'));
    page.append('\n');
    for (SpaceFigures.Step step : figures.steps()) {
      page.append(
          String.format(
              Locale.ROOT,
              "%7d MiB of random blocks: resident memory at most %5d MiB, READY after kill -9 in"
                  + " %5.2f s%n",
              step.writtenMib(),
              step.peakMib(),
              step.readySeconds()));
    }
    OptionalDouble memory = figures.atFullSize(SpaceFigures.Step::peakMib);
    OptionalDouble ready = figures.atFullSize(SpaceFigures.Step::readySeconds);
    if (memory.isPresent() && ready.isPresent()) {
      page.append(
          String.format(
              Locale.ROOT,
              "a straight line says for %d GiB: %.0f MiB (goal at most %.0f)  %s, %.2f s (goal at"
                  + " most %.0f)  %s%n",
              SpaceFigures.FULL_GIB,
              memory.getAsDouble(),
              SpaceFigures.PEAK_MIB_MAX,
              verdict(memory.getAsDouble() <= SpaceFigures.PEAK_MIB_MAX),
              ready.getAsDouble(),
              SpaceFigures.READY_SECONDS_MAX,
              verdict(ready.getAsDouble() <= SpaceFigures.READY_SECONDS_MAX)));
    }
    if (figures.spaceFactor().isPresent()) {
      double factor = figures.spaceFactor().getAsDouble();
      page.append(
          String.format(
              Locale.ROOT,
              "bytes on disk over live bytes, after overwriting: %.2f (goal at most %.1f)  %s%n",
              factor,
              SpaceFigures.SPACE_FACTOR_MAX,
              verdict(factor <= SpaceFigures.SPACE_FACTOR_MAX)));
    }
    return page.toString();
  }

  static String json(SpaceFigures figures, SpaceBenchOptions options) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("machine", Machine.line());
    conditions(options).forEach(document.putArray("conditions")::add);
    figures.remarks().forEach(document.putArray("remarks")::add);
    ArrayNode steps = document.putArray("steps");
    for (SpaceFigures.Step step : figures.steps()) {
      ObjectNode row = steps.addObject();
      row.put("writtenMib", step.writtenMib()).put("peakMib", step.peakMib());
      row.put("readySeconds", step.readySeconds());
    }
    figures
        .atFullSize(SpaceFigures.Step::peakMib)
        .ifPresent(value -> document.put("peakMibAtFullSize", value));
    figures
        .atFullSize(SpaceFigures.Step::readySeconds)
        .ifPresent(value -> document.put("readySecondsAtFullSize", value));
    figures.spaceFactor().ifPresent(value -> document.put("spaceFactor", value));
    return document.toPrettyString() + "\n";
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "MISSED";
  }

  private static List<String> conditions(SpaceBenchOptions options) {
    return List.of(
        "random blocks of 4 KiB anywhere on 16 thin disks of 2 TiB; at each step the server is"
            + " killed and started again",
        String.format(
            Locale.ROOT,
            "live data of %d MiB, then %d times as much written over it at random, no snapshots",
            options.liveMib(),
            options.overwrites()),
        "the server is configured with "
            + (options.settings().isEmpty()
                ? "its defaults"
                : String.join("; ", options.settings())));
  }
}
