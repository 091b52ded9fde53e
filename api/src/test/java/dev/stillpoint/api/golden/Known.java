package dev.stillpoint.api.golden;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every identifier that an answer told, by kind; what was deleted is taken less often. */
final class Known {
  private static final Pattern IDENTIFIER =
      Pattern.compile("\\b(sl|ssg|sp|rg|i|d|s|m)-[a-z0-9][a-z0-9-]{14,}");
  private static final Pattern MASTER_KEY =
      Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern ACCESS_KEY = Pattern.compile("LTAI\\w+");
  private static final Pattern SNAPSHOT = Pattern.compile("s-bp1[a-z0-9]{17}");
  private static final Pattern ALIAS = Pattern.compile("alias/[a-z]+");

  private final Map<String, SequencedSet<String>> byKind = new TreeMap<>();
  private final Set<String> gone = new TreeSet<>();
  private final List<Snapshot> snapshots = new ArrayList<>();

  private final SortedMap<String, String> attached = new TreeMap<>();

  /** A snapshot of a disk. */
  record Snapshot(String diskId, String snapshotId) {}

  /** Remembers what an answer tells. */
  void learn(String answer) {
    for (Matcher found = IDENTIFIER.matcher(answer); found.find(); ) {
      add(found.group(1), found.group());
    }
    for (Matcher found = MASTER_KEY.matcher(answer); found.find(); ) {
      add("key", found.group());
    }
    for (Matcher found = ACCESS_KEY.matcher(answer); found.find(); ) {
      add("ak", found.group());
    }
    for (Matcher found = ALIAS.matcher(answer); found.find(); ) {
      add("alias", found.group());
    }
  }

  private void add(String kind, String identifier) {
    byKind.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(identifier);
  }

  /** Notes what a call that was done means for what it named. */
  void done(String action, Map<String, String> parameters, String answer) {
    if (action.startsWith("Delete")) {
      gone.addAll(parameters.values());
    }
    if (action.equals("AttachDisk")) {
      attached.put(parameters.get("DiskId"), parameters.get("InstanceId"));
    } else if (action.equals("DetachDisk")) {
      attached.remove(parameters.get("DiskId"));
    }
    Matcher made = SNAPSHOT.matcher(answer);
    if (action.equals("CreateSnapshot") && made.find()) {
      snapshots.add(new Snapshot(parameters.get("DiskId"), made.group()));
    }
  }

  /** A disk that was attached, with its instance, if there is one. */
  Optional<Map.Entry<String, String>> attachment(RandomGenerator random) {
    return attached.entrySet().stream()
        .skip(attached.isEmpty() ? 0 : random.nextInt(attached.size()))
        .findFirst();
  }

  /** A snapshot that was made of a disk. */
  Snapshot snapshot(RandomGenerator random) {
    return snapshots.get(random.nextInt(snapshots.size()));
  }

  /** One of a kind. */
  String one(String kind, RandomGenerator random) {
    List<String> all = new ArrayList<>(byKind.getOrDefault(kind, new LinkedHashSet<>()));
    if (all.isEmpty()) {
      return kind + "-bp1aaaaaaaaaaaaaaaaa";
    }
    List<String> left = all.stream().filter(identifier -> !gone.contains(identifier)).toList();
    List<String> from = left.isEmpty() || random.nextInt(12) == 0 ? all : left;
    return from.get(random.nextInt(from.size()));
  }
}
