package dev.stillpoint.control.recovery;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.control.disk.Staleness;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.step.CrashPoint;
import java.util.List;
import java.util.Set;

/**
 * What is done at start when the engine says that answers may be lost. Of which volumes they were
 * is written nowhere, since that would cost a sync a write: so it concerns every disk that a client
 * may have had open, and the only ones that surely had none are those of instances that did not
 * run.
 *
 * <p>First the disks are marked, then the engine is told that somebody took note. A crash in
 * between does both again, and a mark that is set stays as it was.
 */
final class LostAnswers {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final int NAMED_MAX = 32;

  private final Foundation foundation;

  LostAnswers(Foundation foundation) {
    this.foundation = foundation;
  }

  /** To be done when every instance runs or does not, and before an export is opened. */
  void settle(AfterPowerCut choice) throws BlockFault {
    if (!foundation.engine().answersLost()) {
      remind();
      return;
    }
    String consequence =
        switch (choice) {
          case STALE ->
              told(
                  foundation
                      .catalog()
                      .write(tables -> Staleness.markLost(tables, foundation.now())));
          case SERVE ->
              "the disks of running instances are served all the same, because of after-power-cut ="
                  + " serve";
        };
    foundation.reached(CrashPoint.ANSWERS_LOST_MARKED);
    foundation.engine().noteLostAnswers();
    foundation.reached(CrashPoint.ANSWERS_LOST_NOTED);
    LOG.log(
        System.Logger.Level.WARNING,
        "the machine died, or the write buffer was lost: writes that were answered and not flushed"
            + " may be gone; "
            + consequence);
  }

  private void remind() {
    Set<String> stale =
        foundation.catalog().read(tables -> tables.marks().having(Set.of(Mark.ANSWERS_LOST)));
    if (!stale.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "since the machine died, " + told(List.copyOf(stale)));
    }
  }

  private static String told(List<String> stale) {
    if (stale.isEmpty()) {
      return "no disk is stale, because no instance ran";
    }
    String more = stale.size() <= NAMED_MAX ? "" : " and " + (stale.size() - NAMED_MAX) + " others";
    return "these disks are stale, and not served until their instances are stopped and started: "
        + String.join(", ", stale.subList(0, Math.min(NAMED_MAX, stale.size())))
        + more;
  }
}
