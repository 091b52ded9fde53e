package dev.stillpoint.engine.state;

import dev.stillpoint.engine.map.Deaths;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.ImageWalk;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.map.Threshold;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which version stems from which, and how one leaves. An image that goes while two or more versions
 * hang below it stays, hidden, until one is left; then what neither that one nor the one above
 * reaches is freed, step by step, and the one below takes its place. Guarded by the pool's lock.
 */
public final class Versions {
  private final Nodes nodes;
  private final Deaths deaths;
  private final Discards discards;
  private final TreeMap<Long, Version> hidden = new TreeMap<>();

  /** Hidden versions with one version below, in the order in which they leave. */
  private final LinkedHashSet<Version> leaving = new LinkedHashSet<>();

  /** Over the first of {@link #leaving}; null when it has not begun. */
  private ImageWalk walk;

  private long nextSerial = 1;

  /** Those that came, went, or hang elsewhere, for a checkpoint. */
  private final Changes<Version> changed = new Changes<>();

  /** How often it changed what hangs below what, or what is hidden. */
  private long changes;

  public Versions(Nodes nodes, Deaths deaths) {
    this.nodes = nodes;
    this.deaths = deaths;
    this.discards = new Discards(nodes, deaths);
  }

  public Discards discards() {
    return discards;
  }

  /** Versions that are kept only for those below them. */
  public Collection<Version> hidden() {
    return hidden.values();
  }

  /** Hidden versions on their way out, the one that is being walked over first. */
  public List<Version> leaving() {
    return List.copyOf(leaving);
  }

  /** How far the walk over the first of {@link #leaving} has come. */
  public long cursor() {
    return walk == null ? 0 : walk.cursor();
  }

  public long nextSerial() {
    return nextSerial;
  }

  long changes() {
    return changes;
  }

  /** The hidden version with the highest serial below one; null when there is none. */
  Version hiddenBefore(long serial) {
    Map.Entry<Long, Version> entry = hidden.lowerEntry(serial);
    return entry == null ? null : entry.getValue();
  }

  /** Versions that changed since this was asked last; null for those that are gone. */
  Map<Long, Version> takeChanged() {
    return changed.take();
  }

  private Version changed(Version version) {
    changed.put(version.serial(), version);
    return version;
  }

  /** An empty version. */
  Version create() {
    ExtentMap map = new ExtentMap(nodes, discards, null, Threshold.EVERYTHING);
    return changed(new Version(nextSerial++, null, Since.BEGINNING, map));
  }

  /** Puts back what a checkpoint held. */
  Version restore(long serial, Version above, Since since, Ref root) {
    ExtentMap map = new ExtentMap(nodes, discards, root, Threshold.at(since));
    Version version = new Version(serial, null, since, map);
    version.hang(above, since);
    return changed(version);
  }

  /** Puts back what a checkpoint held; {@code walked} is how far the first one was. */
  void restoreLeaving(
      Collection<Version> allHidden, List<Version> queue, long walked, long serial) {
    for (Version version : allHidden) {
      version.hide();
      hidden.put(version.serial(), version);
    }
    leaving.addAll(queue);
    nextSerial = serial;
    if (walked > 0) {
      begin(first(), walked);
    }
  }

  /** The content of a live version as it is now, above it from now on. */
  Version freeze(Version live, Since now) {
    changes++;
    Version image = takeOver(live);
    live.hang(image, now);
    live.map().threshold(Threshold.at(now));
    changed(live);
    return image;
  }

  /** A version that begins as an image. */
  Version stem(Version image, Since now) {
    changes++;
    Version version = new Version(nextSerial++, null, now, image.map().share(now));
    version.hang(image, now);
    return changed(version);
  }

  /** Sets a live version back to an image; answers what it was before. */
  Version rollBack(Version live, Version target, Since now) {
    changes++;
    Version undo = takeOver(live);
    live.hang(target, now);
    live.replaceMap(target.map().share(now));
    changed(live);
    return undo;
  }

  private Version takeOver(Version live) {
    ExtentMap map = live.map().share(live.since());
    Version image = new Version(nextSerial++, null, live.since(), map);
    image.hang(live.above(), live.since());
    return changed(image);
  }

  /** A live version goes. */
  void drop(Version live) {
    changes++;
    discard(live);
  }

  /** An image goes. */
  void delete(Version image) {
    changes++;
    image.hide();
    hidden.put(image.serial(), changed(image));
    reconsider(image);
  }

  private void discard(Version version) {
    version.map().threshold(thresholdOf(version));
    version.map().discard();
    version.leave();
    changed.remove(version.serial());
    if (version.above() != null && version.above().hidden()) {
      reconsider(version.above());
    }
  }

  private void reconsider(Version version) {
    if (version.countBelow() == 0 && !walked(version)) {
      leaving.remove(version);
      hidden.remove(version.serial());
      discard(version);
    } else if (version.countBelow() == 1) {
      leaving.add(version);
    }
  }

  private Version first() {
    return leaving.isEmpty() ? null : leaving.iterator().next();
  }

  private boolean walked(Version version) {
    return walk != null && first() == version;
  }

  /** What of a version is its own. */
  private Threshold thresholdOf(Version version) {
    return version.above() != null && walked(version.above())
        ? new Threshold(walk.cursor(), version.above().since(), version.since())
        : Threshold.at(version.since());
  }

  /** Whether something waits to be freed. */
  public boolean idle() {
    return discards.isEmpty() && leaving.isEmpty();
  }

  /**
   * Frees a little.
   *
   * @param most nodes or leaves
   * @return false when nothing waits
   */
  public boolean step(int most) throws NodeMissing {
    if (discards.step(most)) {
      return true;
    }
    Version going = first();
    if (going == null) {
      return false;
    }
    if (walk == null) {
      begin(going, 0);
    }
    for (int i = 0; i < most && !walk.done(); i++) {
      walkOn(going);
    }
    if (walk.done()) {
      finish(going);
    }
    return true;
  }

  private void begin(Version going, long cursor) {
    walk = ImageWalk.frees(nodes, deaths, going.map().root(), going.since(), cursor);
    if (going.onlyBelow() != null) {
      going.onlyBelow().map().threshold(thresholdOf(going.onlyBelow()));
    }
  }

  private void walkOn(Version going) throws NodeMissing {
    Version below = going.onlyBelow();
    if (below == null) {
      walk.step(null, Since.BEGINNING);
    } else {
      walk.step(below.map().root(), below.since());
      below.map().threshold(thresholdOf(below));
    }
  }

  private void finish(Version going) {
    changes++;
    Version below = going.onlyBelow();
    walk = null;
    leaving.remove(going);
    hidden.remove(going.serial());
    if (below != null) {
      below.hang(going.above(), going.since());
      below.map().threshold(Threshold.at(below.since()));
      changed(below);
    }
    going.leave();
    changed.remove(going.serial());
    if (going.above() != null && going.above().hidden()) {
      reconsider(going.above());
    }
  }
}
