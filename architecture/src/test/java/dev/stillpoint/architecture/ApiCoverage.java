package dev.stillpoint.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API has of the cloud's: the documented, beside what was seen. */
final class ApiCoverage {
  private static final String ANY = "*";

  /** The products in the order of the page. */
  private static final Map<String, String> PRODUCTS =
      new TreeMap<>(
          Map.of(
              "2014-05-26", "ECS",
              "2015-04-01", "STS",
              "2015-05-01", "RAM",
              "2016-01-20", "KMS",
              "2020-03-31", "ResourceManager"));

  /** Members that every answer has. */
  private static final Set<String> EVERYWHERE = Set.of("RequestId");

  private static final String REFUSED = "refused";

  private final NavigableMap<String, Action> actions = new TreeMap<>();
  private final List<Remark> remarks;

  private ApiCoverage(List<Remark> remarks) {
    this.remarks = remarks;
  }

  /** One action: what is documented of it, and what it was seen to do. */
  private record Action(
      String product,
      String name,
      Set<String> documented,
      Set<String> read,
      Set<String> refused,
      Set<String> members,
      Set<String> shown,
      Set<String> errors,
      Set<String> raised) {
    Action(String product, String name) {
      this(
          product,
          name,
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>());
    }

    boolean served() {
      return !product.isEmpty();
    }

    boolean reads(String parameter) {
      return read.stream().anyMatch(seen -> means(seen, parameter));
    }

    boolean refuses(String parameter) {
      return refused.stream().anyMatch(seen -> means(seen, parameter));
    }

    /** A name that ends in a dot means every parameter that begins so. */
    private static boolean means(String seen, String parameter) {
      return seen.equals(parameter) || (seen.endsWith(".") && parameter.startsWith(seen));
    }
  }

  /** Why a parameter has no effect, or has none yet; an asterisk stands for every action. */
  private record Remark(String action, String parameter, String sentence) {
    boolean about(Action asked, String name) {
      return (action.equals(ANY) || action.equals(asked.name))
          && (parameter.equals(ANY)
              || parameter.equals(name)
              || (parameter.endsWith(".") && name.startsWith(parameter)));
    }
  }

  /**
   * Reads both sides.
   *
   * @param observed what the tests of {@code api} left
   */
  static ApiCoverage of(Path observed) {
    ApiCoverage coverage = new ApiCoverage(remarks());
    coverage.observe(observed);
    JsonNode documented = JsonMapper.shared().readTree(resource("documented-api.json"));
    documented
        .properties()
        .forEach(entry -> {
          String key = entry.getKey();
          Action action =
              coverage.actions.computeIfAbsent(
                  key, _ -> new Action("", key.substring(key.indexOf(' ') + 1)));
          entry.getValue().path("parameters").forEach(n -> action.documented.add(n.asString()));
          entry.getValue().path("fields").forEach(n -> action.members.add(n.asString()));
          entry.getValue().path("errors").forEach(n -> action.errors.add(n.asString()));
        });
    return coverage;
  }

  private void observe(Path observed) {
    if (!Files.exists(observed)) {
      throw new IllegalStateException(
          observed + " is missing: run the tests of api first, they note what the actions do");
    }
    for (String line : Repository.read(observed).lines().toList()) {
      String[] cells = line.split("\t", 4);
      Action action =
          actions.computeIfAbsent(cells[0] + " " + cells[1], _ -> new Action(cells[0], cells[1]));
      switch (cells[2]) {
        case "read" -> action.read.add(cells[3]);
        case "refused" -> action.refused.add(cells[3]);
        case "shown" -> action.shown.add(cells[3]);
        case "error" -> action.raised.add(cells[3]);
        default -> {} // that it was called at all
      }
    }
  }

  /** Documented parameters of actions that are served, which nobody reads, refuses or explains. */
  List<String> ignored() {
    List<String> found = new ArrayList<>();
    for (Action action : served()) {
      for (String parameter : action.documented) {
        if (!action.reads(parameter)
            && !action.refuses(parameter)
            && remark(action, parameter).isEmpty()) {
          found.add(action.name + " " + parameter);
        }
      }
    }
    return found;
  }

  /** Remarks that are about nothing that is documented. */
  List<String> idleRemarks() {
    return remarks.stream()
        .filter(remark ->
            served().stream()
                .noneMatch(action ->
                    action.documented.stream().anyMatch(name -> remark.about(action, name))))
        .map(Remark::toString)
        .toList();
  }

  private List<Action> served() {
    return actions.values().stream().filter(Action::served).toList();
  }

  private String remark(Action action, String parameter) {
    return remarks.stream()
        .filter(remark -> remark.about(action, parameter))
        .map(Remark::sentence)
        .findFirst()
        .orElse("");
  }

  /** The page. */
  String page() {
    StringBuilder page = new StringBuilder(head());
    PRODUCTS.forEach((version, name) -> {
      List<Action> of = served().stream().filter(a -> a.product.equals(version)).toList();
      if (!of.isEmpty()) {
        page.append("\n## ").append(name).append(' ').append(version).append('\n');
        of.forEach(action -> section(page, action));
      }
    });
    page.append("\n## Documented and not served\n");
    page.append(
        actions.values().stream()
            .filter(action -> !action.served())
            .map(action -> action.name)
            .collect(Collectors.joining(", ", "", ".\n")));
    return page.toString();
  }

  private static String head() {
    return """
    # What the API covers
    <!-- Made by ApiCoverageTest of what the tests see; not to be edited by hand. -->

    One section an action. **Supported** are parameters that the action reads; **without effect** those that it accepts although nothing
    follows, with the reason; **refused** those that have no feature behind them, so that a call which needs one fails instead of being
    misunderstood. Members of the answer and error codes count as **shown** and **raised** when a test of the action through the API has
    seen them; documented ones that none has seen stand behind *never*. Most error codes that are never raised tell of billing, stock or
    hardware that a server of one's own does not have. Unknown parameters are ignored, as in the cloud.
    """;
  }

  private void section(StringBuilder page, Action action) {
    page.append("\n### ").append(action.name).append('\n');
    if (action.documented.isEmpty() && action.members.isEmpty()) {
      row(page, "supported", action.read);
      row(page, "refused", action.refused);
      row(page, "members shown", action.shown);
      row(page, "errors raised", action.raised);
      return;
    }
    Set<String> supported = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    Map<String, Set<String>> without = new TreeMap<>();
    for (String parameter : action.documented) {
      String remark = remark(action, parameter);
      if (!remark.isEmpty()) {
        without.computeIfAbsent(remark, _ -> new TreeSet<>()).add(parameter);
      } else if (action.reads(parameter)) {
        supported.add(parameter);
      } else {
        refused.add(parameter);
      }
    }
    Set<String> extra = new TreeSet<>(action.read);
    extra.removeIf(name -> name.endsWith(".") || action.documented.contains(name));
    extra.removeIf(name ->
        action.documented.stream().anyMatch(d -> d.startsWith(name + ".") || same(d, name)));
    row(page, "supported", supported);
    without.forEach((why, names) ->
        row(page, why.startsWith(REFUSED) ? why : "without effect (" + why + ")", names));
    row(page, "refused", refused);
    row(page, "our own parameters", extra);
    both(page, "members", "shown", action.members, action.shown);
    both(page, "errors", "raised", action.errors, action.raised);
  }

  /** Older spellings of the same name, such as {@code Tag.N.key}. */
  private static boolean same(String documented, String read) {
    return documented.equalsIgnoreCase(read);
  }

  private static void both(
      StringBuilder page, String what, String done, Set<String> documented, Set<String> seen) {
    Set<String> common = new TreeSet<>(documented);
    common.retainAll(seen);
    Set<String> never = new TreeSet<>(documented);
    never.removeAll(seen);
    never.removeAll(EVERYWHERE);
    Set<String> ours = new TreeSet<>(seen);
    ours.removeAll(documented);
    row(page, what + " " + done, common);
    row(page, what + " of our own", ours);
    row(page, what + " never " + done, never);
  }

  private static void row(StringBuilder page, String label, Collection<String> names) {
    if (!names.isEmpty()) {
      page.append(names.stream().collect(Collectors.joining("`, `", "- " + label + ": `", "`\n")));
    }
  }

  private static List<Remark> remarks() {
    return resource("api-remarks.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" ", 3))
        .map(cells -> new Remark(cells[0], cells[1], cells[2]))
        .toList();
  }

  private static String resource(String name) {
    try (InputStream in = ApiCoverage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
