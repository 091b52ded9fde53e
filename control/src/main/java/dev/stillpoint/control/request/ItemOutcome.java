package dev.stillpoint.control.request;

/**
 * What became of one item of a call that works on several (an {@code OperationProgress} on the
 * wire).
 *
 * @param snapshotId the snapshot concerned
 * @param diskId the disk concerned; null when the action has none
 * @param errorCode empty on success
 * @param errorMessage empty on success
 */
public record ItemOutcome(String snapshotId, String diskId, String errorCode, String errorMessage) {
  /** True when nothing went wrong with this item. */
  public boolean success() {
    return errorCode.isEmpty();
  }
}
