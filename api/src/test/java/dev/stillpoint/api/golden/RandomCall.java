package dev.stillpoint.api.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes parameters of an action: what a call usually needs and a few others with values that make
 * sense; then, of every second call, one or a few things are broken.
 */
final class RandomCall {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  private static final Map<String, String> KINDS =
      Map.of(
          "disk", "d",
          "instance", "i",
          "snapshot", "s",
          "snapshotgroup", "ssg",
          "snapshotpolicy", "sp",
          "image", "m");

  /** What nobody sends who means well, or sends by mistake. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "65537",
          "2147483648",
          "99999999999999999999",
          "1e3",
          "NaN",
          "٣",
          "true",
          "TRUE",
          "yes",
          "null",
          "[]",
          "{}",
          "[\"d-1\"]",
          "[1]",
          "[[\"d-1\"]]",
          "[\"",
          "d-bp1nobody",
          "d-bp1aaaaaaaaaaaaaaaaa",
          "i-bp1aaaaaaaaaaaaaaaaa",
          "s-bp1aaaaaaaaaaaaaaaaa",
          "ssg-bp1aaaaaaaaaaaaaaaaa",
          "auto-x",
          "http://x",
          "https://x",
          "alias/acs/x",
          "1starts-with-a-digit",
          "with space",
          "A",
          "a,b",
          "%41",
          "*",
          "{\"Version\":\"1\"}",
          "cn-beijing",
          "2026-11-23T09:00:00Z",
          "2026-13-45T99:00Z",
          "\u0000",
          "ä😀",
          "'; DROP TABLE disks --",
          "a".repeat(65),
          "a".repeat(129),
          "ab".repeat(129),
          "😀".repeat(130));

  private final Vocabulary vocabulary;
  private final Known known;
  private final RandomGenerator random;

  RandomCall(Vocabulary vocabulary, Known known, RandomGenerator random) {
    this.vocabulary = vocabulary;
    this.known = known;
    this.random = random;
  }

  SortedMap<String, String> of(Vocabulary.Entry entry) {
    SortedMap<String, String> call = new TreeMap<>();
    int others = Math.clamp(random.nextInt(6) - 2, 0, (entry.others().size() + 2) / 3);
    int items = 1 + random.nextInt(2);
    entry.usual().forEach(name -> give(call, name, items));
    for (int i = 0; i < others; i++) {
      give(call, entry.others().get(random.nextInt(entry.others().size())), items);
    }
    if (entry.others().contains("ClientToken") && random.nextInt(3) == 0) {
      give(call, "ClientToken", 1);
    }
    if (random.nextInt(5) != 0) {
      match(entry.action(), call);
    }
    int breaks = List.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 3).get(random.nextInt(10));
    for (int i = 0; i < breaks; i++) {
      disturb(call, entry.all());
    }
    return call;
  }

  /** What names two things names two that belong together. */
  private void match(String action, SortedMap<String, String> call) {
    if (action.equals("DetachDisk")) {
      known
          .attachment(random)
          .ifPresent(pair -> {
            call.put("DiskId", pair.getKey());
            call.put("InstanceId", pair.getValue());
          });
    }
    String type = call.getOrDefault("ResourceType", "");
    String kind = KINDS.get(type);
    for (String name : List.of("ResourceId", "ResourceId.1", "ResourceId.2")) {
      if (kind != null && call.containsKey(name)) {
        call.put(name, known.one(kind, random));
      }
    }
    for (String prefix : List.of("", "Disk.1.", "Disk.2.")) {
      if (call.containsKey(prefix + "DiskId") && call.containsKey(prefix + "SnapshotId")) {
        Known.Snapshot snapshot = known.snapshot(random);
        call.put(prefix + "DiskId", snapshot.diskId());
        call.put(prefix + "SnapshotId", snapshot.snapshotId());
      }
    }
  }

  private void give(SortedMap<String, String> call, String name, int items) {
    for (int i = 1; i <= (name.contains(".N") ? items : 1); i++) {
      call.put(name.replace(".N", "." + i), sensible(name));
    }
  }

  private String sensible(String name) {
    String pattern = pick(vocabulary.values(name));
    if (pattern.startsWith("[{")) {
      List<String> items = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        items.add("\"" + filled(pattern.substring(1, pattern.length() - 1)) + "\"");
      }
      return "[" + String.join(",", items) + "]";
    }
    return filled(pattern);
  }

  private String filled(String pattern) {
    Matcher place = PLACE.matcher(pattern);
    return place.matches() ? known.one(place.group(1), random) : pattern;
  }

  /** Breaks one thing, in place. */
  void disturb(SortedMap<String, String> call, List<String> names) {
    String present = call.isEmpty() ? "Nothing" : pick(List.copyOf(call.keySet()));
    String name = names.isEmpty() ? "Nothing" : pick(names);
    switch (random.nextInt(12)) {
      case 0, 1 -> call.remove(present);
      case 2, 3, 4 -> call.put(present, pick(HOSTILE));
      case 5, 6 -> call.put(name.replace(".N", ".1"), pick(HOSTILE));
      case 7 -> {
        String value = call.remove(present);
        boolean lower = random.nextBoolean();
        call.put(
            lower
                ? present.toLowerCase(Locale.ROOT)
                : present.substring(0, 1).toUpperCase(Locale.ROOT) + present.substring(1),
            value == null ? "x" : value);
      }
      case 8 -> call.put(name.replace(".N", ""), "[\"" + sensible(name) + "\"]");
      case 9 ->
          call.put(
              name.replace(".N", pick(List.of(".0", ".01", ".3", ".7", ".9999999", ".x", ".-1"))),
              sensible(name));
      case 10 -> {
        int items = pick(List.of(2, 17, 21, 51, 101));
        for (int i = 1; name.contains(".N") && i <= items; i++) {
          call.put(name.replace(".N", "." + i), sensible(name));
        }
      }
      default -> call.put("Unknown" + random.nextInt(3), pick(HOSTILE));
    }
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
