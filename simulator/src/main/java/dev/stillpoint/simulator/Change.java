package dev.stillpoint.simulator;

import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one visible record of the log means, with everything that is needed to do it again. */
sealed interface Change {
  // The bytes are never changed and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Write(VolumeId volume, long offset, byte[] bytes) implements Change {}

  record Zero(VolumeId volume, long offset, long length, Zeroing zeroing) implements Change {}

  record CreateVolume(VolumeId volume, long sizeBytes, Optional<DataKeyId> key) implements Change {}

  record CloneVolume(VolumeId volume, ImageId from, long sizeBytes) implements Change {}

  record Resize(VolumeId volume, long sizeBytes) implements Change {}

  record DeleteVolume(VolumeId volume) implements Change {}

  record FreezeGroup(GroupId group, List<Freeze> members, Instant time) implements Change {}

  /** A group of what volumes were once. */
  record FreezePast(GroupId group, List<PastMember> members, Instant time) implements Change {}

  /**
   * A volume as it was once.
   *
   * @param blocks never changed and never compared
   */
  @SuppressWarnings("ArrayRecordComponent")
  record PastMember(VolumeId volume, ImageId image, Optional<DataKeyId> key, byte[][] blocks) {}

  record RollBackGroup(GroupId undo, List<Rollback> members, Instant time) implements Change {}

  record DeleteImages(List<ImageId> images) implements Change {}

  /**
   * Whether a record of this kind can be part of this change. Zeroing may write the edges of its
   * range as data, so only writing and zeroing may take several records.
   */
  default boolean mayAppend(RecordKind kind, boolean first) {
    return switch (this) {
      case Write _ -> kind == RecordKind.WRITE;
      case Zero _ -> kind == RecordKind.ZERO || kind == RecordKind.WRITE;
      case CreateVolume _ -> first && kind == RecordKind.CREATE_VOLUME;
      case CloneVolume _ -> first && kind == RecordKind.CLONE_VOLUME;
      case Resize _ -> first && kind == RecordKind.RESIZE;
      case DeleteVolume _ -> first && kind == RecordKind.DELETE_VOLUME;
      case FreezeGroup _, FreezePast _ -> first && kind == RecordKind.FREEZE;
      case RollBackGroup _ -> first && kind == RecordKind.ROLL_BACK;
      case DeleteImages _ -> first && kind == RecordKind.DELETE_IMAGES;
    };
  }

  /** Whether it can be without effect, and so without a record: it zeroes parts of blocks only. */
  default boolean maybeNothing() {
    return this instanceof Zero(_, var offset, var length, _)
        && Math.ceilDiv(offset, State.BLOCK_BYTES) >= (offset + length) / State.BLOCK_BYTES;
  }

  /** One line for a failure report. */
  default String describe() {
    return switch (this) {
      case Write(var volume, var offset, var bytes) ->
          "write of " + bytes.length + " bytes at " + offset + " of volume " + volume.value();
      default -> toString();
    };
  }
}
