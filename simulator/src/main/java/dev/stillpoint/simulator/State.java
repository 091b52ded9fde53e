package dev.stillpoint.simulator;

import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A pool as plain arrays: each volume and each image is an array of blocks, a block is a byte array
 * that nobody changes. Copying an array of references is all there is to freezing.
 */
final class State {
  static final int BLOCK_BYTES = 4096;

  /** A block that was never written, or was trimmed. Told from other zeros by identity. */
  static final byte[] HOLE = new byte[BLOCK_BYTES];

  /** A block that was zeroed and stays allocated. Told from other zeros by identity. */
  static final byte[] ZEROS = new byte[BLOCK_BYTES];

  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Image(GroupId group, VolumeId source, Cut cut, Optional<DataKeyId> key, byte[][] blocks) {}

  record Group(Cut cut, List<ImageId> images) {}

  final TreeMap<VolumeId, byte[][]> volumes = new TreeMap<>();

  /** What the sealed volumes are sealed under. */
  private final TreeMap<VolumeId, DataKeyId> keys = new TreeMap<>();

  final TreeMap<ImageId, Image> images = new TreeMap<>();
  final TreeMap<GroupId, Group> groups = new TreeMap<>();

  /** The images that the content of each volume began with, and those that these began with. */
  private final TreeMap<VolumeId, Set<ImageId>> origins = new TreeMap<>();

  private final TreeMap<ImageId, Set<ImageId>> originsOfImages = new TreeMap<>();

  /**
   * Among the origins of what began with an image of the past: what else that stems from depends on
   * where the engine began to build it.
   */
  private static final ImageId THE_PAST = new ImageId(Long.MAX_VALUE);

  /** Whether an image is the volume's own, or one that it stems from, and not larger. */
  boolean mayGoBack(VolumeId volume, ImageId target) {
    Image image = images.get(target);
    return (image.source.equals(volume) || origins.get(volume).contains(target))
        && image.blocks.length <= volumes.get(volume).length;
  }

  /** Whether a rollback of a volume to an image must be refused. */
  boolean mustNotGoBack(VolumeId volume, ImageId target) {
    return !mayGoBack(volume, target) && !origins.get(volume).contains(THE_PAST);
  }

  private void begin(VolumeId volume, ImageId from) {
    Set<ImageId> all = new HashSet<>(originsOfImages.get(from));
    all.add(from);
    all.removeIf(image -> !image.equals(THE_PAST) && !images.containsKey(image));
    origins.put(volume, all);
  }

  State copy() {
    State copy = new State();
    volumes.forEach((id, blocks) -> copy.volumes.put(id, blocks.clone()));
    copy.keys.putAll(keys);
    copy.images.putAll(images);
    copy.groups.putAll(groups);
    copy.origins.putAll(origins);
    copy.originsOfImages.putAll(originsOfImages);
    return copy;
  }

  void apply(long lsn, Change change) {
    switch (change) {
      case Change.Write(var volume, var offset, var bytes) ->
          overwrite(volumes.get(volume), offset, bytes, 0, bytes.length);
      case Change.Zero(var volume, var offset, var length, var zeroing) ->
          zero(volumes.get(volume), offset, length, zeroing);
      case Change.CreateVolume(var volume, var size, var key) -> {
        volumes.put(volume, holes(size));
        origins.put(volume, Set.of());
        key.ifPresent(id -> keys.put(volume, id));
      }
      case Change.CloneVolume(var volume, var from, var size) -> {
        volumes.put(volume, resized(images.get(from).blocks, size));
        begin(volume, from);
        images.get(from).key.ifPresent(id -> keys.put(volume, id));
      }
      case Change.Resize(var volume, var size) ->
          volumes.put(volume, resized(volumes.get(volume), size));
      case Change.DeleteVolume(var volume) -> {
        volumes.remove(volume);
        keys.remove(volume);
        origins.remove(volume);
      }
      case Change.FreezeGroup(var group, var members, var time) ->
          freeze(new Lsn(lsn), group, members, time);
      case Change.FreezePast(var group, var members, var time) ->
          freezePast(new Cut(new Lsn(lsn), time), group, members);
      case Change.RollBackGroup(var undo, var members, var time) ->
          rollBack(new Lsn(lsn), undo, members, time);
      case Change.DeleteImages(var gone) -> gone.forEach(this::deleteImage);
    }
  }

  /** The key that a volume is sealed under. */
  Optional<DataKeyId> key(VolumeId volume) {
    return Optional.ofNullable(keys.get(volume));
  }

  byte[] read(byte[][] blocks, long offset, int length) {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int inBlock = (int) ((offset + done) % BLOCK_BYTES);
      int part = Math.min(BLOCK_BYTES - inBlock, length - done);
      byte[] block = blocks[(int) ((offset + done) / BLOCK_BYTES)];
      System.arraycopy(block, inBlock, bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** Different blocks that hold data, however many volumes and images show them. */
  long liveBlocks() {
    Set<byte[]> live = Collections.newSetFromMap(new IdentityHashMap<>());
    volumes.values().forEach(blocks -> Collections.addAll(live, blocks));
    images.values().forEach(image -> Collections.addAll(live, image.blocks));
    live.remove(HOLE);
    live.remove(ZEROS);
    return live.size();
  }

  static long sizeBytes(byte[][] blocks) {
    return (long) blocks.length * BLOCK_BYTES;
  }

  /** Tells the hole from zeros that somebody wrote. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isHole(byte[] block) {
    return block == HOLE;
  }

  /** Tells what was zeroed from zeros that somebody wrote. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isZeros(byte[] block) {
    return block == ZEROS;
  }

  private static void overwrite(byte[][] blocks, long offset, byte[] from, int start, int length) {
    int done = 0;
    while (done < length) {
      int index = (int) ((offset + done) / BLOCK_BYTES);
      int inBlock = (int) ((offset + done) % BLOCK_BYTES);
      int part = Math.min(BLOCK_BYTES - inBlock, length - done);
      byte[] block = blocks[index].clone();
      System.arraycopy(from, start + done, block, inBlock, part);
      blocks[index] = block;
      done += part;
    }
  }

  private static void zero(byte[][] blocks, long offset, long length, Zeroing zeroing) {
    long done = 0;
    while (done < length) {
      int index = (int) ((offset + done) / BLOCK_BYTES);
      int inBlock = (int) ((offset + done) % BLOCK_BYTES);
      int part = (int) Math.min(BLOCK_BYTES - inBlock, length - done);
      if (part == BLOCK_BYTES) {
        blocks[index] = zeroing == Zeroing.HOLE ? HOLE : ZEROS;
      } else if (!isHole(blocks[index]) && !isZeros(blocks[index])) {
        overwrite(blocks, offset + done, new byte[part], 0, part);
      }
      done += part;
    }
  }

  /** Whether zeroing a range has to write a block that it covers in part. */
  static boolean zeroingWrites(byte[][] blocks, long offset, long length) {
    return length > 0 && (partHoldsData(blocks, offset) || partHoldsData(blocks, offset + length));
  }

  private static boolean partHoldsData(byte[][] blocks, long at) {
    int index = (int) (at / BLOCK_BYTES);
    return at % BLOCK_BYTES != 0
        && index < blocks.length
        && !isHole(blocks[index])
        && !isZeros(blocks[index]);
  }

  private static byte[][] holes(long sizeBytes) {
    byte[][] blocks = new byte[Math.toIntExact(sizeBytes / BLOCK_BYTES)][];
    Arrays.fill(blocks, HOLE);
    return blocks;
  }

  private static byte[][] resized(byte[][] from, long sizeBytes) {
    byte[][] blocks = holes(sizeBytes);
    System.arraycopy(from, 0, blocks, 0, from.length);
    return blocks;
  }

  private void freeze(Lsn lsn, GroupId group, List<Freeze> members, Instant time) {
    Cut cut = new Cut(lsn, time);
    List<ImageId> names = new ArrayList<>();
    for (Freeze member : members) {
      byte[][] blocks = volumes.get(member.volume()).clone();
      images.put(
          member.image(), new Image(group, member.volume(), cut, key(member.volume()), blocks));
      originsOfImages.put(member.image(), origins.get(member.volume()));
      begin(member.volume(), member.image());
      names.add(member.image());
    }
    groups.put(group, new Group(cut, List.copyOf(names)));
  }

  private void freezePast(Cut cut, GroupId group, List<Change.PastMember> members) {
    for (Change.PastMember member : members) {
      images.put(
          member.image(), new Image(group, member.volume(), cut, member.key(), member.blocks()));
      originsOfImages.put(member.image(), Set.of(THE_PAST));
    }
    groups.put(group, new Group(cut, members.stream().map(Change.PastMember::image).toList()));
  }

  private void rollBack(Lsn lsn, GroupId undo, List<Rollback> members, Instant time) {
    List<Freeze> presents = new ArrayList<>();
    for (Rollback member : members) {
      presents.add(new Freeze(member.volume(), member.undo()));
    }
    freeze(lsn, undo, presents, time);
    for (Rollback member : members) {
      long size = sizeBytes(volumes.get(member.volume()));
      volumes.put(member.volume(), resized(images.get(member.target()).blocks, size));
      begin(member.volume(), member.target());
    }
  }

  private void deleteImage(ImageId id) {
    GroupId group = images.remove(id).group;
    originsOfImages.remove(id);
    Group old = groups.remove(group);
    List<ImageId> left = old.images.stream().filter(image -> !image.equals(id)).toList();
    if (!left.isEmpty()) {
      groups.put(group, new Group(old.cut, left));
    }
  }
}
