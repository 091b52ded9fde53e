package dev.stillpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.map.DirtyNodes;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Fanout;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.node.NodeWriter;
import dev.stillpoint.engine.pool.MemoryStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Versions beside a model of them that is a plain table for each. */
final class VersionsWorld {
  private static final int BLOCKS = 400;
  private static final int LIVE_MAX = 4;
  private static final int IMAGES_MAX = 10;

  private final SplittableRandom random;
  private final long seed;
  private final MemoryStorage storage = new MemoryStorage();
  private NodeStore store;
  private Nodes nodes;
  private Versions versions;

  private List<Version> live = new ArrayList<>();
  private List<Version> images = new ArrayList<>();
  private Map<Version, TreeMap<Long, Long>> contents = new HashMap<>();
  private Set<Long> dead = new HashSet<>();
  private Set<Long> written = new HashSet<>();
  private long nextLocation = 100;
  private long lsn;
  private long checkpoint;
  private SavedVersions saved;
  private int step;
  private boolean quiet;
  private long deaths;
  private int returns;
  private int walked;
  private long freed;

  VersionsWorld(long seed) throws IOException {
    this.seed = seed;
    random = new SplittableRandom(seed);
    begin(new byte[1]);
    live.add(versions.create());
    contents.put(live.getFirst(), new TreeMap<>());
    checkpoint();
  }

  private void begin(byte[] usage) throws IOException {
    store = new NodeStore(storage, 7, 8, 16, 1000, 3);
    store.restore(usage);
    nodes = new Nodes(store, 1500, new Fanout(4, 4));
    versions = new Versions(nodes, this::died);
  }

  long deaths() {
    return deaths;
  }

  int returns() {
    return returns;
  }

  int walked() {
    return walked;
  }

  long freed() {
    return freed;
  }

  private void died(long location, long count) {
    for (long at = location; at < location + count; at++) {
      deaths++;
      if (!dead.add(at)) {
        throw new AssertionError(this + ": block " + at + " died before");
      }
    }
  }

  private <T> T ask(Question<T> question) throws IOException {
    return question.ask(nodes);
  }

  void step() throws IOException {
    step++;
    lsn++;
    int chance = random.nextInt(100);
    if (chance < 45) {
      put();
    } else if (chance < 55) {
      remove();
    } else if (chance < 60) {
      zero();
    } else if (chance < 66) {
      freeze();
    } else if (chance < 68) {
      stem();
    } else if (chance < 70) {
      rollBack();
    } else if (chance < 75) {
      delete();
    } else if (chance < 76) {
      drop();
    } else if (chance < 92) {
      work();
    } else if (chance < 96) {
      checkpoint();
    } else if (chance < 97) {
      changed();
    } else if (chance < 98) {
      deleteCounted();
    } else {
      check(any(live));
      if (random.nextInt(3) == 0) {
        comeBack();
      }
    }
    for (TreeMap<Long, Long> content : contents.values()) {
      for (long location : content.values()) {
        if (dead.contains(location)) {
          throw new AssertionError(this + ": block " + location + " is dead");
        }
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void put() throws IOException {
    Version version = any(live);
    int count = random.nextInt(1, 12);
    long first = random.nextInt(BLOCKS - count);
    if (random.nextInt(3) == 0) {
      nextLocation += random.nextInt(1, 4);
    }
    long location = nextLocation;
    nextLocation += count;
    long now = lsn;
    ask(() -> {
      version.map().prepare(first, count);
      version.map().put(first, count, location, now);
      return null;
    });
    for (int i = 0; i < count; i++) {
      contents.get(version).put(first + i, location + i);
      written.add(location + i);
    }
  }

  private long[] range() {
    int count = random.nextInt(4) == 0 ? random.nextInt(1, BLOCKS) : random.nextInt(1, 20);
    return new long[] {random.nextInt(BLOCKS - count + 1), count};
  }

  private void remove() throws IOException {
    Version version = any(live);
    long[] range = range();
    long now = lsn;
    ask(() -> {
      version.map().prepare(range[0], range[1]);
      version.map().remove(range[0], range[1], now);
      return null;
    });
    contents.get(version).subMap(range[0], range[0] + range[1]).clear();
  }

  private void zero() throws IOException {
    Version version = any(live);
    long[] range = range();
    long now = lsn;
    ask(() -> {
      version.map().prepare(range[0], range[1]);
      version.map().putZeros(range[0], range[1], now);
      return null;
    });
    for (long at = range[0]; at < range[0] + range[1]; at++) {
      contents.get(version).put(at, ExtentMap.ZERO);
    }
  }

  private Since now() {
    return new Since(nextLocation, lsn);
  }

  private void freeze() {
    if (images.size() < IMAGES_MAX) {
      Version version = any(live);
      Version image = versions.freeze(version, now());
      images.add(image);
      contents.put(image, new TreeMap<>(contents.get(version)));
    }
  }

  private void stem() {
    if (!images.isEmpty() && live.size() < LIVE_MAX) {
      Version image = any(images);
      Version version = versions.stem(image, now());
      live.add(version);
      contents.put(version, new TreeMap<>(contents.get(image)));
    }
  }

  private void rollBack() {
    if (!images.isEmpty()) {
      Version version = any(live);
      Version target = any(images);
      Version undo = versions.rollBack(version, target, now());
      images.add(undo);
      contents.put(undo, contents.get(version));
      contents.put(version, new TreeMap<>(contents.get(target)));
    }
  }

  private void delete() {
    if (!images.isEmpty()) {
      Version image = images.remove(random.nextInt(images.size()));
      versions.delete(image);
      forgetGone();
    }
  }

  private void drop() {
    if (live.size() > 1) {
      Version version = live.remove(random.nextInt(live.size()));
      versions.drop(version);
      forgetGone();
    } else {
      Version version = versions.create();
      live.add(version);
      contents.put(version, new TreeMap<>());
    }
  }

  private void forgetGone() {
    contents.keySet().retainAll(new HashSet<>(all()));
  }

  private boolean work() throws IOException {
    int most = random.nextInt(1, 6);
    int before = versions.leaving().size();
    // What is on its way out may lose a block of its own at any step.
    versions.leaving().stream().limit(1).forEach(contents::remove);
    boolean more = ask(() -> versions.step(most));
    walked += versions.leaving().size() < before ? 1 : 0;
    forgetGone();
    return more;
  }

  /** Frees all that waits and checks that the accounting is exact. */
  void settle() throws IOException {
    while (work()) {
      lsn++;
    }
    for (Version version : versions.hidden()) {
      assertThat(version.countBelow()).as("%s: hidden for nothing", this).isGreaterThan(1);
    }
    Set<Long> reached = new HashSet<>();
    contents.values().forEach(content -> reached.addAll(content.values()));
    reached.remove(ExtentMap.ZERO);
    for (long location : written) {
      if (dead.contains(location) == reached.contains(location)) {
        throw new AssertionError(
            this + ": block " + location + (dead.contains(location) ? " died" : " is left"));
      }
    }
    checkNodes();
  }

  private void checkNodes() throws IOException {
    quiet = true;
    while (nodes.dirtyNodes() > 0) {
      checkpoint();
    }
    quiet = false;
    SavedVersions.checkUsage(store, all(), toString());
  }

  private void check(Version version) throws IOException {
    Map<Long, Long> found = Answers.content(nodes, version, BLOCKS);
    assertThat(found).as("%s", this).isEqualTo(contents.get(version));
    long data = found.values().stream().filter(location -> location != ExtentMap.ZERO).count();
    assertThat(version.map().dataBlocks()).as("%s", this).isEqualTo(data);
  }

  private void changed() throws IOException {
    if (images.size() > 1) {
      Answers.changed(nodes, any(images), any(images), contents, toString());
    }
  }

  /** Deletes some images and compares what that frees with what was told before. */
  private void deleteCounted() throws IOException {
    Set<Version> some = new HashSet<>();
    images.stream().filter(_ -> random.nextInt(3) == 0).forEach(some::add);
    long told = Answers.freed(nodes, versions, some);
    settle();
    long before = dead.size();
    assertThat(Answers.freed(nodes, versions, some)).as("%s: settled", this).isEqualTo(told);
    images.removeAll(some);
    some.forEach(versions::delete);
    forgetGone();
    settle();
    assertThat(dead.size() - before).as("%s: of %s", this, some.size()).isEqualTo(told);
    freed += told;
  }

  private List<Version> all() {
    List<Version> all = new ArrayList<>(live);
    all.addAll(images);
    all.addAll(versions.hidden());
    return all;
  }

  private void checkpoint() throws IOException {
    checkpoint++;
    NodeStore.Capture capture = store.capture();
    DirtyNodes dirty = nodes.capture();
    Set<Long> liveSerials = new HashSet<>();
    live.forEach(version -> liveSerials.add(version.serial()));
    List<SavedVersions.Entry> entries = new ArrayList<>();
    Map<Long, TreeMap<Long, Long>> saving = new HashMap<>();
    for (Version version : all()) {
      entries.add(SavedVersions.Entry.of(version));
      if (contents.containsKey(version)) {
        saving.put(version.serial(), new TreeMap<>(contents.get(version)));
      }
    }
    SavedVersions next =
        new SavedVersions(
            null,
            entries,
            versions.discards().pending(),
            versions.leaving().stream().map(Version::serial).toList(),
            versions.cursor(),
            versions.nextSerial(),
            new HashSet<>(dead),
            new HashSet<>(written),
            saving,
            liveSerials);
    meanwhile();
    boolean rootWritten;
    try (NodeWriter writer = store.writer(capture, checkpoint)) {
      for (SavedVersions.Entry entry : entries) {
        dirty.write(entry.root(), writer);
      }
      for (Discards.Subtree subtree : next.discards()) {
        dirty.write(subtree.root(), writer);
      }
      byte[] usage = writer.finish();
      if (random.nextInt(8) == 0 && saved != null) {
        // The nodes were written, and a sync failed.
        writer.abandon();
        dirty.forget();
        store.settle(capture, false);
        return;
      }
      rootWritten = random.nextInt(8) != 0 || saved == null;
      if (rootWritten) {
        saved = next.durable(usage);
      }
    }
    meanwhile();
    while (dirty.adopt(3)) {
      meanwhile();
    }
    store.settle(capture, rootWritten);
  }

  /** Things that happen while a checkpoint is being written. */
  private void meanwhile() throws IOException {
    for (int i = quiet ? 0 : random.nextInt(4); i > 0; i--) {
      lsn++;
      switch (random.nextInt(6)) {
        case 0 -> remove();
        case 1 -> work();
        case 2 -> delete();
        case 3 -> freeze();
        default -> put();
      }
    }
  }

  /** A crash: all is as the last durable checkpoint says. */
  private void comeBack() throws IOException {
    returns++;
    store.close();
    begin(saved.usage());
    dead = new HashSet<>(saved.dead());
    written = new HashSet<>(saved.written());
    Map<Long, Version> bySerial = saved.restore(versions);
    List<Version> hidden = new ArrayList<>();
    live = new ArrayList<>();
    images = new ArrayList<>();
    contents = new HashMap<>();
    for (SavedVersions.Entry entry : saved.entries()) {
      Version version = bySerial.get(entry.serial());
      if (entry.hidden()) {
        hidden.add(version);
      } else if (saved.live().contains(entry.serial())) {
        live.add(version);
      } else {
        images.add(version);
      }
      if (saved.contents().containsKey(entry.serial())) {
        contents.put(version, new TreeMap<>(saved.contents().get(entry.serial())));
      }
    }
    versions.restoreLeaving(
        hidden,
        saved.leaving().stream().map(bySerial::get).toList(),
        saved.cursor(),
        saved.nextSerial());
    for (int i = saved.discards().size() - 1; i >= 0; i--) {
      versions.discards().add(saved.discards().get(i).root(), saved.discards().get(i).threshold());
    }
    for (Version version : live) {
      check(version);
    }
    for (Version version : images) {
      check(version);
    }
  }

  @Override
  public String toString() {
    return "seed=" + seed + " step=" + step;
  }
}
