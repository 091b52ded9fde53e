package dev.stillpoint.api.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of random calls: every action with the parameters that it knows ({@code actions.tsv}:
 * version, action, those that a call usually needs, all others), and values that make sense for a
 * parameter ({@code values.tsv}: name, values, where {@code {d}} stands for a disk that exists and
 * {@code [{d}]} for a JSON list of such). They are files and not read from the product, so that a
 * change of the product does not change what is asked of it.
 */
final class Vocabulary {
  /** An action with the names of its parameters, {@code N} for an index. */
  record Entry(String version, String action, List<String> usual, List<String> others) {
    List<String> all() {
      List<String> all = new ArrayList<>(usual);
      all.addAll(others);
      return all;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, List<String>> values = new TreeMap<>();

  Vocabulary() {
    for (String line : lines("actions.tsv")) {
      String[] cells = line.split("\t", -1);
      entries.add(new Entry(cells[0], cells[1], words(cells[2]), words(cells[3])));
    }
    for (String line : lines("values.tsv")) {
      String[] cells = line.split("\t", -1);
      values.put(cells[0], List.of(cells[1].split("\\|", -1)));
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Values that make sense; those of {@code A.N.B} stand under {@code A.B} or {@code B}. */
  List<String> values(String name) {
    String whole = name.replace(".N", "");
    String last = whole.substring(whole.lastIndexOf('.') + 1);
    List<String> found = values.get(whole);
    return found != null ? found : values.getOrDefault(last, List.of("a", "some text"));
  }

  private static List<String> words(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
  }

  private static List<String> lines(String file) {
    try (InputStream in = Vocabulary.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
