package dev.stillpoint.control.port;

import dev.stillpoint.block.ImageId;
import java.util.List;

/**
 * The step that carries frozen blocks to the archive. While there is no archive, {@link #NONE}
 * finishes at once. Thread-safe.
 */
@FunctionalInterface
public interface SnapshotUpload {
  /** No archive: every snapshot is complete as soon as it is frozen. */
  SnapshotUpload NONE =
      new SnapshotUpload() {
        @Override
        public void begin(List<Item> items, Progress progress) {
          progress.reached(items.stream().map(Item::snapshotId).toList(), 100);
        }

        @Override
        public boolean absent() {
          return true;
        }
      };

  /**
   * Whether there is nowhere to upload to. Then what is frozen is complete by that alone, and only
   * what an earlier start left unfinished is handed in.
   */
  default boolean absent() {
    return false;
  }

  /**
   * Begins to upload; returns soon. The same snapshots may be handed in again after a restart.
   *
   * @param items frozen snapshots of one instant
   * @param progress to be told how far each is
   */
  void begin(List<Item> items, Progress progress);

  /**
   * One snapshot to upload.
   *
   * @param snapshotId its name above
   * @param image its name in the engine
   */
  record Item(String snapshotId, ImageId image) {}

  /** Where an upload reports to; any thread. */
  @FunctionalInterface
  interface Progress {
    /**
     * Some snapshots are so far.
     *
     * @param percent 0 to 100; 100 means accomplished
     */
    void reached(List<String> snapshotIds, int percent);
  }
}
