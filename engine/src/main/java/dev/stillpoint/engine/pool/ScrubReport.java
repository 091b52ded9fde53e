package dev.stillpoint.engine.pool;

import dev.stillpoint.block.ScrubStatus.Damage;
import java.util.ArrayList;
import java.util.List;

/** What a pass found. Each thing goes to the log at once; the first ones are kept to be shown. */
final class ScrubReport {
  private static final int DAMAGES_MAX = 100;

  private final List<Damage> damages = new ArrayList<>();
  private long mended;
  private long damaged;

  /** Takes up the counts of a pass that goes on. */
  synchronized void begin(long mendedBefore, long damagedBefore) {
    mended = mendedBefore;
    damaged = damagedBefore;
    damages.clear();
  }

  /** One of two copies was damaged, and was written anew. */
  void mended(String what) {
    synchronized (this) {
      mended++;
    }
    System.getLogger("stillpoint.engine")
        .log(System.Logger.Level.WARNING, "scrubbing mended " + what);
  }

  /** Several of them were. */
  synchronized void mendedMore(long count) {
    mended += count;
  }

  /** No good copy is left. */
  void damaged(Damage damage) {
    synchronized (this) {
      damaged++;
      if (damages.size() < DAMAGES_MAX) {
        damages.add(damage);
      }
    }
    System.getLogger("stillpoint.engine")
        .log(
            System.Logger.Level.ERROR,
            "scrubbing found that {0}; volumes {1}, images {2}",
            damage.what(),
            damage.volumes(),
            damage.images());
  }

  void damaged(String what) {
    damaged(new Damage(what, List.of(), List.of()));
  }

  synchronized long mended() {
    return mended;
  }

  synchronized long damaged() {
    return damaged;
  }

  synchronized List<Damage> damages() {
    return List.copyOf(damages);
  }
}
