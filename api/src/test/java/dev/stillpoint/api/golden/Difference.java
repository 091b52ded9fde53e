package dev.stillpoint.api.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Where a world first went another way than it did when the golden data were made. */
final class Difference {
  private static final int SHOWN_CHARS_MAX = 4000;

  private Difference() {}

  /** Empty if there is none. */
  static String of(
      Path directory,
      String theme,
      int seed,
      List<String> golden,
      List<String> lines,
      Play.Played played) {
    int begin = golden.indexOf("world " + seed);
    for (int i = 0; i < lines.size(); i++) {
      String expected = begin < 0 || begin + i >= golden.size() ? "nothing" : golden.get(begin + i);
      if (!lines.get(i).equals(expected)) {
        return "%nworld %s, seed %d, line %d%n".formatted(theme, seed, i)
            + told(directory, expected, lines.get(i), i - 1, played);
      }
    }
    return "";
  }

  private static String told(
      Path directory, String expected, String got, int index, Play.Played played) {
    if (index < 0 || index >= played.steps().size()) {
      return "  expected %s%n  got      %s%n%s"
          .formatted(expected, got, rows(got, played.catalog()));
    }
    Play.Step step = played.steps().get(index);
    String digest = expected.substring(expected.lastIndexOf(' ') + 1);
    return "  %s called %s with %s%n  expected %s%n           %s%n  got      %s%n           %s%n"
        .formatted(
            step.caller(),
            step.action(),
            cut(step.parameters().toString()),
            expected,
            cut(Recording.answer(directory, digest)),
            got,
            cut(step.body()));
  }

  private static String rows(String got, SortedMap<String, List<String>> catalog) {
    String[] words = got.split(" ", -1);
    return words[0].equals("left") ? cut(String.join("\n", catalog.get(words[1]))) + "\n" : "";
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
  }
}
