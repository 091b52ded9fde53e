package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.HistoryWindow;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.log.Lack;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FrozenGroup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The window of the past: anchors, which are hidden images of all volumes, and the log behind the
 * oldest of them, of which nothing is emptied or given back. Makes an anchor as often as four fit
 * into the window, gives the oldest up when the next one is as old as the window is long, or when
 * the pool is short of room. Turned by {@link Maintenance}.
 */
final class History {
  /** Anchors in a window, at least. */
  private static final int ANCHORS = 4;

  /** An anchor comes at the latest when the log has grown by this part of the pool. */
  private static final int POOL_SHARE = 16;

  /** More images than these would take memory that others need. */
  private static final int IMAGES_MAX = 100_000;

  /** How often in the time between two anchors it is looked whether one has had its time. */
  private static final int LOOKS = 16;

  private static final long RETRY_MILLIS = 1000;

  private final Core core;
  private final InstantSource clock;
  private final Elapsed elapsed;
  private final ReentrantLock building;
  private final long windowMillis;

  /** Of the newest whole anchor; 0 if there is none. */
  private long anchoredLsn;

  /** How often something was given up. */
  private long droppings;

  private long anchoredAt;
  private long anchoredBlocks;
  private long anchorAgainAt;
  private long lookAgainAt;
  private long sayAgainAt;

  /**
   * Takes up the anchors that are there.
   *
   * @param building held while the past is built on scratch volumes
   */
  History(Core core, InstantSource clock, ReentrantLock building) {
    this.core = core;
    this.clock = clock;
    this.elapsed = new Elapsed(clock);
    this.building = building;
    this.windowMillis = core.options.history().toMillis();
    for (FrozenGroup anchor : core.state.anchors()) {
      if (Anchors.kind(anchor) == Anchors.Kind.LAST) {
        anchoredLsn = anchor.cut().lsn();
        anchoredAt = -Math.clamp(clock.millis() - anchor.cut().timeMillis(), 0, intervalMillis());
      }
    }
    keep();
  }

  private long intervalMillis() {
    return Math.max(1, windowMillis / ANCHORS);
  }

  ReentrantLock building() {
    return building;
  }

  /** Keeps the log from the oldest anchor on; the caller holds the lock. */
  private void keep() {
    if (core.state.anchors().isEmpty()) {
      core.segments.keepNothing();
    } else {
      core.segments.keepFrom(core.state.anchors().iterator().next().cut().lsn());
    }
  }

  /** Whether anything is kept. */
  boolean holds() {
    core.lock.lock();
    try {
      return !core.state.anchors().isEmpty();
    } finally {
      core.lock.unlock();
    }
  }

  /** How far back the past can be built; the caller holds the lock. */
  Optional<HistoryWindow> window() {
    for (FrozenGroup anchor : core.state.anchors()) {
      if (Anchors.kind(anchor) == Anchors.Kind.LAST) {
        Segments.Kept kept = core.segments.kept();
        long log = (long) kept.slots() * core.geometry.logBlocks() - kept.liveBlocks();
        return Optional.of(
            new HistoryWindow(
                new Lsn(anchor.cut().lsn()),
                Instant.ofEpochMilli(anchor.cut().timeMillis()),
                log << Layout.BLOCK_SHIFT));
      }
    }
    return Optional.empty();
  }

  /**
   * One step of whatever is due.
   *
   * @return false when nothing is
   */
  boolean step() throws BlockFault {
    try {
      return take();
    } catch (BlockFault.OutOfSpace e) {
      // A full pool has other things to do; what is due is tried again.
      return false;
    }
  }

  private boolean take() throws BlockFault {
    if (clearScratch()) {
      return true;
    }
    if (elapsed.millis() >= lookAgainAt) {
      lookAgainAt = elapsed.millis() + intervalMillis() / LOOKS;
      if (drop(outlived())) {
        return true;
      }
    }
    return anchorDue() && anchor();
  }

  /** What a crash left of scratch volumes goes. */
  private boolean clearScratch() throws BlockFault {
    if (!building.tryLock()) {
      return false;
    }
    try {
      return dropScratch();
    } finally {
      building.unlock();
    }
  }

  /** Deletes the scratch volumes; the caller is the one who builds. */
  boolean dropScratch() throws BlockFault {
    boolean any = false;
    while (scratch().isPresent()) {
      any = true;
      core.append(
          0,
          false,
          Core.RESERVE_FOR_DELETIONS,
          () -> {
            LogRecord.DeleteVolume record = new LogRecord.DeleteVolume(scratch().orElseThrow());
            long lsn = core.log.append(record);
            core.state.apply(record, lsn, core.log.nextLocation());
            return lsn;
          });
    }
    return any;
  }

  private Optional<Long> scratch() {
    core.lock.lock();
    try {
      return core.state.volumes().stream()
          .map(volume -> volume.id())
          .findFirst()
          .filter(Anchors::hidden);
    } finally {
      core.lock.unlock();
    }
  }

  private boolean anchorDue() {
    core.lock.lock();
    try {
      if (windowMillis == 0 || elapsed.millis() < anchorAgainAt || core.state.volumes().isEmpty()) {
        return false;
      }
      long share = (long) core.geometry.slots() * core.geometry.logBlocks() / POOL_SHARE;
      return anchoredLsn == 0
          || (core.log.appendedLsn() > anchoredLsn
              && (elapsed.millis() - anchoredAt >= intervalMillis()
                  || core.log.appendedBlocks() - anchoredBlocks >= share));
    } finally {
      core.lock.unlock();
    }
  }

  private boolean roomy() {
    core.lock.lock();
    try {
      return core.pagesSuffice(Core.RESERVE_FOR_DATA)
          && core.log.lack(0, false, Core.RESERVE_FOR_DATA) != Lack.SEGMENTS;
    } finally {
      core.lock.unlock();
    }
  }

  /**
   * Freezes all volumes, as many at a time as one record takes. Those that come or change as a
   * whole from the first record on bring their own anchors.
   */
  private boolean anchor() throws BlockFault {
    anchorAgainAt = elapsed.millis() + RETRY_MILLIS;
    Deque<Long> left = new ArrayDeque<>();
    long before = droppings;
    boolean begun = false;
    while (!begun || !left.isEmpty()) {
      if (!roomy()) {
        return false;
      }
      boolean first = !begun;
      begun = true;
      core.append(0, false, Core.RESERVE_FOR_DATA, () -> appendPart(left, first, before));
    }
    return true;
  }

  private long appendPart(Deque<Long> left, boolean first, long before) throws NodeMissing {
    if (first) {
      left.clear();
      core.state.volumes().stream()
          .map(volume -> volume.id())
          .filter(id -> !Anchors.hidden(id))
          .forEach(left::add);
    }
    if (droppings != before) {
      // Room was made meanwhile, perhaps by what was frozen first: the next step begins anew.
      left.clear();
      return 0;
    }
    List<Long> volumes = new ArrayList<>();
    while (!left.isEmpty() && volumes.size() < Anchors.IMAGES_MAX) {
      long volume = left.remove();
      if (core.state.volume(volume) != null) {
        volumes.add(volume);
      }
    }
    if (volumes.isEmpty()) {
      return 0;
    }
    boolean none = core.state.anchors().isEmpty();
    Anchors.Kind kind = left.isEmpty() ? Anchors.Kind.LAST : Anchors.Kind.PART;
    long lsn = core.log.appendedLsn() + 1;
    LogRecord.Freeze record = Anchors.record(kind, lsn, clock.millis(), volumes);
    core.log.append(record);
    core.state.apply(record, lsn, core.log.nextLocation());
    if (none) {
      keep();
    }
    if (kind == Anchors.Kind.LAST) {
      anchoredLsn = lsn;
      anchoredAt = elapsed.millis();
      anchoredBlocks = core.log.appendedBlocks();
      anchorAgainAt = 0;
    }
    return lsn;
  }

  /** The anchors in their order, and where the second whole one of them begins. */
  private record Row(List<FrozenGroup> anchors, Optional<FrozenGroup> second, long secondBegins) {
    List<FrozenGroup> beforeSecond() {
      return anchors.stream().filter(anchor -> anchor.cut().lsn() < secondBegins).toList();
    }

    int images() {
      return anchors.stream().mapToInt(anchor -> anchor.images().size()).sum();
    }
  }

  private Row row() {
    List<FrozenGroup> anchors;
    core.lock.lock();
    try {
      anchors = List.copyOf(core.state.anchors());
    } finally {
      core.lock.unlock();
    }
    boolean firstPassed = false;
    long begins = 0;
    for (FrozenGroup anchor : anchors) {
      Anchors.Kind kind = Anchors.kind(anchor);
      if (firstPassed && kind != Anchors.Kind.BRIDGE) {
        begins = begins == 0 ? anchor.cut().lsn() : begins;
        if (kind == Anchors.Kind.LAST) {
          return new Row(anchors, Optional.of(anchor), begins);
        }
      }
      firstPassed |= kind == Anchors.Kind.LAST;
    }
    return new Row(anchors, Optional.empty(), 0);
  }

  /** Anchors that have had their time. */
  private List<FrozenGroup> outlived() {
    Row row = row();
    if (row.anchors().isEmpty()) {
      return List.of();
    }
    long now = clock.millis();
    boolean nobodyLeft = !anyVolume() && now - newest(row).cut().timeMillis() > 2 * windowMillis;
    if (windowMillis == 0 || nobodyLeft) {
      return row.anchors();
    }
    boolean secondSuffices =
        row.second().filter(next -> now - next.cut().timeMillis() >= windowMillis).isPresent();
    return secondSuffices || row.images() > IMAGES_MAX ? oldest(row) : List.of();
  }

  private static FrozenGroup newest(Row row) {
    return row.anchors().getLast();
  }

  private static List<FrozenGroup> oldest(Row row) {
    return row.second().isPresent() ? row.beforeSecond() : row.anchors();
  }

  private boolean anyVolume() {
    core.lock.lock();
    try {
      return core.state.volumes().stream().anyMatch(volume -> !Anchors.hidden(volume.id()));
    } finally {
      core.lock.unlock();
    }
  }

  /**
   * Gives anchors up, whole ones first: a window never begins at one of which a part is gone.
   *
   * @return false when there were none
   */
  private boolean drop(List<FrozenGroup> anchors) {
    List<FrozenGroup> wholeFirst = new ArrayList<>(anchors);
    wholeFirst.sort(Comparator.comparing(a -> Anchors.kind(a) != Anchors.Kind.LAST));
    for (FrozenGroup anchor : wholeFirst) {
      core.lock.lock();
      try {
        core.state.drop(anchor);
        if (anchor.cut().lsn() == anchoredLsn) {
          anchoredLsn = 0;
        }
      } finally {
        core.lock.unlock();
      }
    }
    core.lock.lock();
    try {
      droppings += anchors.isEmpty() ? 0 : 1;
      keep();
    } finally {
      core.lock.unlock();
    }
    return !anchors.isEmpty();
  }

  /**
   * Gives the oldest part of the past up, since room is short.
   *
   * @return false when nothing is kept
   */
  boolean shrink() {
    if (!drop(oldest(row()))) {
      return false;
    }
    if (!holds()) {
      anchorAgainAt = elapsed.millis() + intervalMillis() / ANCHORS;
    }
    if (elapsed.millis() >= sayAgainAt) {
      sayAgainAt = elapsed.millis() + intervalMillis();
      System.getLogger("stillpoint.engine")
          .log(
              System.Logger.Level.WARNING,
              "the pool is short of room, so less of the past is kept: from "
                  + since()
                  + " on; raise pool.size, or lower history");
    }
    return true;
  }

  private String since() {
    core.lock.lock();
    try {
      return window().map(window -> window.since().toString()).orElse("now");
    } finally {
      core.lock.unlock();
    }
  }
}
