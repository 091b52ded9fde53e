package dev.stillpoint.block;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Volumes, images and groups over one pool. Every method that changes something is durable when it
 * returns, and after a crash it happened wholly or not at all. Names are the caller's (see {@link
 * VolumeId}). Every method is safe for use by several threads at once.
 *
 * <p>All writes to all volumes form one total order: if a write was answered before another was
 * sent, it comes first, on whichever volumes.
 */
public interface BlockEngine extends AutoCloseable {
  /** Size granularity of volumes, in bytes. */
  int BLOCK_BYTES = 4096;

  /** The most members that one group may have. */
  int GROUP_MEMBERS_MAX = 128;

  /**
   * Makes an empty volume.
   *
   * @param sizeBytes a positive multiple of {@link #BLOCK_BYTES}
   */
  void createVolume(VolumeId id, long sizeBytes) throws BlockFault;

  /**
   * Makes an empty volume whose blocks are sealed (authenticated and encrypted) wherever they are
   * stored. Its images, and clones of them, are sealed under the same key for good. Reading,
   * writing and opening them needs the key ({@link BlockFault.KeyUnavailable} otherwise); making,
   * freezing, rolling back, resizing, cloning and deleting them does not.
   *
   * @param sizeBytes a positive multiple of {@link #BLOCK_BYTES}
   * @param key the data key that the engine's {@link KeyRing} is asked for
   */
  void createSealedVolume(VolumeId id, long sizeBytes, DataKeyId key) throws BlockFault;

  /**
   * Makes a volume that begins with an image's bytes and owns them: deleting the image never
   * disturbs it. It is sealed under the image's key, if the image is. Costs the same for every
   * size.
   *
   * @param sizeBytes at least the image's size; what lies beyond it reads as zeros
   */
  void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault;

  /** Grows a volume. */
  void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault;

  /** Deletes a volume and fences its handles. Images of it stay. */
  void deleteVolume(VolumeId id) throws BlockFault;

  /**
   * Freezes volumes at one instant under one group name, all or none. The images hold every write
   * that was answered before this call and none that is sent after it returns; a write in flight is
   * in or out, but whole. Meanwhile writes go on being answered. When this returns, the group and
   * the whole log before it are durable.
   *
   * @param members 1 to {@link #GROUP_MEMBERS_MAX}, each volume once
   */
  Cut freeze(GroupId group, List<Freeze> members) throws BlockFault;

  /**
   * Sets volumes back to images, all or none, at one instant, and keeps each abandoned present as
   * an image of the group {@code undo}. Volumes keep their present size; what lies beyond an
   * image's end reads as zeros. Handles stay open and see the new bytes.
   *
   * @param members 1 to {@link #GROUP_MEMBERS_MAX}, each volume once; the image must be one of the
   *     volume's own, or one that its present content stems from: the image that it was cloned
   *     from, or an older one that this one stems from; and it must not be larger
   */
  Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault;

  /**
   * Deletes images, all or none, and fences their readers. A group whose last image goes is gone.
   * The space comes back in the background and costs what is freed.
   *
   * @param images at most {@link #GROUP_MEMBERS_MAX}
   */
  void deleteImages(Collection<ImageId> images) throws BlockFault;

  /** Opens a read-write handle on a volume. */
  BlockDevice openVolume(VolumeId id) throws BlockFault;

  /** Opens a read-only handle on an image. */
  BlockDevice openImage(ImageId id) throws BlockFault;

  /**
   * Bytes of data that each of several images holds, without holes and zeros. Costs the same for
   * every size. An image that does not exist is left out.
   */
  Map<ImageId, Long> storedBytes(Collection<ImageId> images);

  /**
   * Bytes of data of an image that another one does not hold: if both stem from one volume, what
   * was written between them and not written over again. Costs what differs, in steps that hold up
   * no write for long; an image that goes meanwhile ends the count.
   */
  long changedBytes(ImageId image, ImageId since) throws BlockFault;

  /**
   * Bytes of data that the pool would be rid of if these images were deleted together, when all is
   * freed that waits for it; the maps that name the data are not counted. What several of them
   * share, and nobody else has, counts once; so for several images it may be more than the sum. An
   * image that volumes or images on several ways stem from frees nothing by itself, as long as more
   * than one of these is left. Exact while nothing is written, made or deleted meanwhile. Costs
   * what would be freed and what differs, in steps that hold up no write for long.
   */
  long bytesFreedBy(Collection<ImageId> images) throws BlockFault;

  /** All volumes, in the order of their names. */
  List<VolumeStatus> volumes();

  /** All images, in the order of their names. */
  List<ImageStatus> images();

  /** All groups, in the order of their names. */
  List<GroupStatus> groups();

  /**
   * Whether writes that were answered and not flushed may be missing, because the machine died and
   * not only the process: then each volume that was written to since its last flush may have gone
   * back, and whoever wrote to it and lives on does not know. Stays so, through restarts, until
   * {@link #noteLostAnswers}.
   */
  boolean answersLost();

  /** The caller has noted durably which volumes {@link #answersLost} concerns. */
  void noteLostAnswers() throws BlockFault;

  PoolStats stats();

  /**
   * False once the pool was taken out of service, or closed: then every call that would change
   * something is refused at once and surely has no effect. It never becomes true again.
   */
  boolean inService();

  /** Writes a checkpoint and closes. Nothing that was answered is lost. Idempotent. */
  @Override
  void close() throws BlockFault;
}
