package dev.stillpoint.control.disk;

import dev.stillpoint.control.request.ItemOutcome;
import java.util.List;

/**
 * What ResetDisks did.
 *
 * @param undoSnapshotGroupId the automatic group that keeps the abandoned present
 * @param outcomes one for each disk
 */
public record ResetAnswer(String undoSnapshotGroupId, List<ItemOutcome> outcomes) {
  public ResetAnswer {
    outcomes = outcomes == null ? List.of() : List.copyOf(outcomes);
  }
}
