package dev.stillpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.Reach;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.node.NodeAddress;
import dev.stillpoint.engine.node.NodeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the root of a checkpoint of a {@link VersionsWorld} would hold. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SavedVersions(
    byte[] usage,
    List<Entry> entries,
    List<Discards.Subtree> discards,
    List<Long> leaving,
    long cursor,
    long nextSerial,
    Set<Long> dead,
    Set<Long> written,
    Map<Long, TreeMap<Long, Long>> contents,
    Set<Long> live) {
  /** One version as it would stand there; 0 stands for none above. */
  record Entry(long serial, long above, Since since, Ref root, boolean hidden) {
    static Entry of(Version version) {
      long above = version.above() == null ? 0 : version.above().serial();
      return new Entry(
          version.serial(), above, version.since(), version.map().root(), version.hidden());
    }
  }

  /** The entries with addresses as they would stand in the file. */
  SavedVersions durable(byte[] usage) {
    List<Entry> durableEntries = new ArrayList<>();
    for (Entry entry : entries) {
      durableEntries.add(
          new Entry(entry.serial, entry.above, entry.since, fixed(entry.root), entry.hidden));
    }
    List<Discards.Subtree> durableDiscards = new ArrayList<>();
    for (Discards.Subtree subtree : discards) {
      durableDiscards.add(new Discards.Subtree(fixed(subtree.root()), subtree.threshold()));
    }
    return new SavedVersions(
        usage,
        durableEntries,
        durableDiscards,
        leaving,
        cursor,
        nextSerial,
        dead,
        written,
        contents,
        live);
  }

  private static Ref fixed(Ref root) {
    return root == null ? null : Ref.at(root.addressInCheckpoint(), root.birth(), root.blocks());
  }

  /** All versions, by serial, each below the one it was below. */
  Map<Long, Version> restore(Versions versions) {
    Map<Long, Version> bySerial = new HashMap<>();
    List<Entry> left = new ArrayList<>(entries);
    while (!left.isEmpty()) {
      for (Entry entry : List.copyOf(left)) {
        if (entry.above == 0 || bySerial.containsKey(entry.above)) {
          bySerial.put(
              entry.serial,
              versions.restore(entry.serial, bySerial.get(entry.above), entry.since, entry.root));
          left.remove(entry);
        }
      }
    }
    return bySerial;
  }

  /** The store counts as many nodes on each page as the maps of these versions reach. */
  static void checkUsage(NodeStore store, List<Version> all, String where) throws IOException {
    Set<Long> addresses = new HashSet<>();
    for (Version version : all) {
      Reach.of(store, version.map().root(), addresses);
    }
    Map<Long, Integer> byPage = new HashMap<>();
    addresses.forEach(address -> byPage.merge(NodeAddress.page(address), 1, Integer::sum));
    byte[] usage = store.usage();
    for (int page = 1; page < usage.length; page++) {
      assertThat((int) usage[page])
          .as("%s: living nodes of page %s", where, page)
          .isEqualTo(byPage.getOrDefault((long) page, 0));
    }
  }
}
