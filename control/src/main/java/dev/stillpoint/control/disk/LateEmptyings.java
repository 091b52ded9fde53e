package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskEmptyingRow;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import java.util.List;

/**
 * Empties to the end what ReInitDisk could not empty, because the pool was full or a key was not to
 * be used; until then such a disk is ReIniting. Not thread-safe.
 */
public final class LateEmptyings {
  private static final long MILLIS_BETWEEN = 60_000;

  private final Foundation foundation;
  private final DiskHolding holding;
  private final Rewinding rewinding;
  private long notBefore;

  public LateEmptyings(Foundation foundation) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
    this.rewinding = new Rewinding(foundation);
  }

  /** Tries, when a minute has passed since it tried last. Returns how many disks are empty now. */
  public int step() {
    long now = foundation.now();
    List<DiskEmptyingRow> rows =
        now < notBefore
            ? List.of()
            : foundation.catalog().read(tables -> tables.diskEmptyings().all());
    int count = 0;
    for (DiskEmptyingRow row : rows) {
      notBefore = now + MILLIS_BETWEEN;
      try (Held _ = holding.hold(List.of(row.diskId()), List.of())) {
        count += rewinding.goOn(row) ? 1 : 0;
      }
    }
    return count;
  }
}
