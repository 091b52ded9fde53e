package dev.stillpoint.simulator;

import dev.stillpoint.block.ImageId;
import java.util.List;

/** Deletes images, and compares what that gives back with what the engine told before. */
final class Deletions {
  private final Machine machine;
  private final Client client;
  private final Tally tally;

  Deletions(Machine machine, Client client, Tally tally) {
    this.machine = machine;
    this.client = client;
    this.tally = tally;
  }

  void delete(List<ImageId> gone) {
    client.structural(
        new Change.DeleteImages(gone), () -> machine.engine().deleteImages(gone), false);
  }

  /**
   * Asks what the deletion would free while other work waits, and again when none does; deletes,
   * and looks at the pool's live bytes when all is freed. A write meanwhile leaves nothing to
   * compare.
   */
  void counted(List<ImageId> gone) {
    long writes = tally.meanwhile;
    long atOnce = told(gone);
    if (!client.settles()) {
      delete(gone);
      return;
    }
    long told = told(gone);
    long before = machine.engine().stats().liveBytes();
    delete(gone);
    if (!client.settles() || tally.meanwhile != writes) {
      return;
    }
    long freed = before - machine.engine().stats().liveBytes();
    SimulationFailure.unless(
        pastShrinks() ? told <= freed : atOnce == told && told == freed,
        () ->
            "deleting %s frees %d bytes; told were %d, and %d before what waited was freed"
                .formatted(gone, freed, told, atOnce));
    tally.freed += freed > 0 ? 1 : 0;
  }

  /** When the window moves on, what it alone held is given back, whatever was told before. */
  private boolean pastShrinks() {
    return machine.shape().historyMillis() > 0;
  }

  private long told(List<ImageId> images) {
    long[] told = new long[1];
    client.does(
        "count of what " + images + " hold alone",
        () -> {
          told[0] = machine.engine().bytesFreedBy(images);
        });
    return told[0];
  }
}
