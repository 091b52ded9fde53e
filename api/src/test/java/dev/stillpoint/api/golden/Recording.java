package dev.stillpoint.api.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What was played, as files: {@code calls-VERSION.txt} has a line for each call (action, outcome,
 * digest of the answer) and for each table that a world left; {@code refusals.txt} the first
 * message of each action with each code; {@code tokens.txt} what client tokens remembered, the
 * first of each action and kind of answer; {@code answers.gz} the answers themselves by digest, so
 * that a difference can be shown.
 */
final class Recording {
  private static final String ANSWERS = "answers.gz";
  private static final int DIGEST_DIGITS = 8;

  private final SortedMap<String, List<String>> calls = new TreeMap<>();
  private final SortedMap<String, String> refusals = new TreeMap<>();
  private final SortedMap<String, String> tokens = new TreeMap<>();
  private final SortedMap<String, String> answers = new TreeMap<>();

  /** The lines of a world, the first of which names it. */
  List<String> add(String theme, int seed, Play.Played played) {
    List<String> lines = new ArrayList<>();
    lines.add("world " + seed);
    for (Play.Step step : played.steps()) {
      lines.add(line(step));
      answers.put(digest(step.body()), step.body());
      if (!step.outcome().equals("200")) {
        refusals.putIfAbsent(step.action() + " " + step.outcome(), message(step.body()));
      }
    }
    played
        .catalog()
        .forEach((table, rows) ->
            lines.add("left " + table + " " + rows.size() + " " + digest(String.join("\n", rows))));
    for (String row : played.catalog().getOrDefault("client_tokens", List.of())) {
      tokens.putIfAbsent(kind(row), "world " + theme + " " + seed + ": " + row);
    }
    calls.computeIfAbsent(file(theme), _ -> new ArrayList<>()).addAll(lines);
    return lines;
  }

  static String file(String theme) {
    return "calls-" + theme + ".txt";
  }

  static String line(Play.Step step) {
    return step.action() + " " + step.outcome() + " " + digest(step.body());
  }

  /** Action and form of the answer: identifiers and numbers do not count. */
  private static String kind(String row) {
    return row.replaceAll("(fingerprint|token|created_at|account_id|region_id)=\\S*", "")
        .replaceAll("bp1[a-z0-9]{17}", "*")
        .replaceAll("[0-9]+", "#");
  }

  private static String message(String body) {
    return body.replaceFirst(".*?\"Message\":", "").replaceFirst(",\"Recommend\":\"\"", "");
  }

  SortedMap<String, String> texts() {
    SortedMap<String, String> files = new TreeMap<>();
    calls.forEach((file, lines) -> files.put(file, String.join("\n", lines) + "\n"));
    StringBuilder refused = new StringBuilder();
    refusals.forEach(
        (key, message) -> refused.append(key).append(": ").append(message).append('\n'));
    files.put("refusals.txt", refused.toString());
    files.put("tokens.txt", String.join("\n", tokens.values()) + "\n");
    return files;
  }

  void write(Path directory) {
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> file : texts().entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
      try (var out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(ANSWERS)))) {
        out.write(String.join("\n", answers.values()).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> read(Path directory, String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer that has a digest. */
  static String answer(Path directory, String digest) {
    try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve(ANSWERS)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(text -> digest(text).equals(digest))
          .findFirst()
          .orElse("an answer with digest " + digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
