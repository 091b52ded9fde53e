package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.Machine;
import dev.stillpoint.bench.picture.Course;
import dev.stillpoint.bench.picture.Page;
import dev.stillpoint.bench.picture.Panel;
import dev.stillpoint.bench.picture.Spreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The headline as a picture: the longest write beside a group, the call, and its course. */
final class GroupsPicture {
  private GroupsPicture() {}

  static String of(GroupFigures figures) {
    List<Spreads.Spread> writes = new ArrayList<>();
    for (LoadFigures one : figures.loads()) {
      writes.add(
          new Spreads.Spread(
              one.contender() + ", " + one.load(),
              one.without().median(),
              one.beside().median(),
              one.contender().equals(GroupFigures.OURS)));
    }
    String windows =
        String.format(
            Locale.ROOT,
            "Longest write in windows of %d ms: without a group, and beside one (medians of %d)",
            figures.options().window().toMillis(),
            figures.options().pairs());
    List<Panel> panels =
        List.of(
            new Spreads(windows, writes),
            new Course(
                "How long the call takes, group after group under saturated writes",
                "groups",
                figures.growth().calls().millis()));
    return new Page(
            String.format(
                Locale.ROOT, "One instant, %d disks, under load", figures.options().disks()),
            List.of(Machine.line()),
            panels)
        .svg();
  }
}
