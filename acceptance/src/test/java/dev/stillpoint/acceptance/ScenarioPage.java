package dev.stillpoint.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of {@code src/test/clients/scenario.md}: what every client must see, step by step. */
final class ScenarioPage {
  /** Where the page and the programs that follow it stand. */
  static final Path CLIENTS = Path.of("src/test/clients").toAbsolutePath();

  private static final Pattern ROW =
      Pattern.compile("\\| (?<first>[\\w-]+) \\| (?<second>.+) \\| (?<saw>[^|]+) \\|");
  private static final Pattern REFUSED = Pattern.compile("refused: `(.+)`");
  private static final Pattern SEEN = Pattern.compile("`(\\{.+})`");

  private ScenarioPage() {}

  /** What a client must see, in order, each as the line that it writes, without a request's ID. */
  static List<JsonNode> expectedOf(String client) throws IOException {
    List<String> steps = new ArrayList<>();
    Map<String, JsonNode> expected = new HashMap<>();
    for (String line : Files.readAllLines(CLIENTS.resolve("scenario.md"))) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        continue;
      }
      String first = row.group("first");
      String second = row.group("second");
      if (expected.containsKey(second)) {
        if (first.equals(client)) {
          expected.put(second, line(second, row.group("saw")));
        }
      } else if (!row.group("saw").equals("what it sees") && !row.group("saw").startsWith("---")) {
        steps.add(first);
        expected.put(first, line(first, row.group("saw")));
      }
    }
    return steps.stream().map(expected::get).toList();
  }

  private static JsonNode line(String step, String saw) {
    var line = JsonMapper.shared().createObjectNode().put("step", step);
    Matcher refused = REFUSED.matcher(saw);
    Matcher seen = SEEN.matcher(saw);
    if (refused.matches()) {
      return line.put("refused", refused.group(1));
    }
    if (seen.matches()) {
      return line.set("saw", JsonMapper.shared().readTree(seen.group(1)));
    }
    throw new IllegalStateException("scenario.md: step " + step + " expects " + saw);
  }
}
