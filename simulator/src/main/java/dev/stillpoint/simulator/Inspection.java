package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.VolumeStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares all that an engine shows with all that the model knows. */
final class Inspection {
  private static final int PIECE_BYTES = 64 * State.BLOCK_BYTES;

  private final BlockEngine engine;

  Inspection(BlockEngine engine) {
    this.engine = engine;
  }

  /** The first difference, or nothing when there is none. */
  Optional<String> difference(State expected) throws BlockFault {
    Optional<String> names = listings(expected);
    if (names.isPresent()) {
      return names;
    }
    for (var volume : expected.volumes.entrySet()) {
      try (BlockDevice device = engine.openVolume(volume.getKey())) {
        Optional<String> found = contents(device, volume.getKey().toString(), volume.getValue());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    for (var image : expected.images.entrySet()) {
      try (BlockDevice device = engine.openImage(image.getKey())) {
        Optional<String> found =
            contents(device, image.getKey().toString(), image.getValue().blocks());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Names, sizes, groups and cuts. */
  Optional<String> listings(State expected) {
    List<VolumeStatus> volumes = engine.volumes();
    List<VolumeStatus> wanted = new ArrayList<>();
    for (VolumeStatus found : volumes) {
      byte[][] blocks = expected.volumes.get(found.id());
      if (blocks != null && writtenIsPlausible(found.writtenBytes(), blocks)) {
        wanted.add(
            new VolumeStatus(
                found.id(),
                State.sizeBytes(blocks),
                found.writtenBytes(),
                expected.key(found.id())));
      }
    }
    if (!volumes.equals(wanted) || volumes.size() != expected.volumes.size()) {
      return Optional.of("volumes are " + volumes + ", expected " + sizes(expected));
    }
    List<ImageStatus> images = new ArrayList<>();
    expected.images.forEach((id, image) ->
        images.add(
            new ImageStatus(
                id,
                image.group(),
                image.source(),
                State.sizeBytes(image.blocks()),
                image.cut(),
                image.key())));
    if (!engine.images().equals(images)) {
      return Optional.of("images are " + engine.images() + ", expected " + images);
    }
    List<GroupStatus> groups = new ArrayList<>();
    expected.groups.forEach(
        (id, group) -> groups.add(new GroupStatus(id, group.cut(), group.images())));
    if (!engine.groups().equals(groups)) {
      return Optional.of("groups are " + engine.groups() + ", expected " + groups);
    }
    return Optional.empty();
  }

  /** Size, every byte, and every extent of one device. */
  Optional<String> contents(BlockDevice device, String name, byte[][] blocks) throws BlockFault {
    long size = State.sizeBytes(blocks);
    if (device.sizeBytes() != size) {
      return Optional.of(name + " has " + device.sizeBytes() + " bytes, expected " + size);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment piece = arena.allocate(PIECE_BYTES, State.BLOCK_BYTES);
      for (long at = 0; at < size; at += PIECE_BYTES) {
        int length = (int) Math.min(PIECE_BYTES, size - at);
        device.read(at, piece.asSlice(0, length));
        byte[] bytes = piece.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        for (int in = 0; in < length; in += State.BLOCK_BYTES) {
          byte[] expected = blocks[(int) ((at + in) / State.BLOCK_BYTES)];
          if (!Arrays.equals(bytes, in, in + State.BLOCK_BYTES, expected, 0, State.BLOCK_BYTES)) {
            return Optional.of(
                name
                    + ": "
                    + Stamp.difference(
                        at + in, Arrays.copyOfRange(bytes, in, in + State.BLOCK_BYTES), expected));
          }
        }
      }
    }
    return extents(name, device.extents(0, size, Integer.MAX_VALUE), 0, size, blocks);
  }

  /** Whether the runs are adjacent, begin where they were asked to, and tell the truth. */
  static Optional<String> extents(
      String name, List<Extent> runs, long offset, long length, byte[][] blocks) {
    long at = offset;
    for (Extent run : runs) {
      if (run.offset() != at || run.length() <= 0) {
        return Optional.of(name + ": extents " + runs + " are not adjacent from " + offset);
      }
      long last = (run.offset() + run.length() - 1) / State.BLOCK_BYTES;
      for (long block = at / State.BLOCK_BYTES; block <= last; block++) {
        if (last >= blocks.length || !mayBe(run.kind(), blocks[(int) block])) {
          return Optional.of(name + ": block " + block + " is reported as " + run);
        }
      }
      at += run.length();
    }
    if (at > offset + length) {
      return Optional.of(name + ": extents " + runs + " reach beyond " + (offset + length));
    }
    return Optional.empty();
  }

  private static boolean mayBe(Extent.Kind kind, byte[] block) {
    if (State.isHole(block)) {
      return kind == Extent.Kind.HOLE;
    }
    if (State.isZeros(block)) {
      return kind == Extent.Kind.ZERO;
    }
    return kind == Extent.Kind.DATA || Arrays.equals(block, State.ZEROS);
  }

  private static boolean writtenIsPlausible(long writtenBytes, byte[][] blocks) {
    long least = 0;
    long most = 0;
    for (byte[] block : blocks) {
      boolean sentinel = State.isHole(block) || State.isZeros(block);
      most += sentinel ? 0 : State.BLOCK_BYTES;
      least += sentinel || Arrays.equals(block, State.ZEROS) ? 0 : State.BLOCK_BYTES;
    }
    return least <= writtenBytes && writtenBytes <= most;
  }

  private static String sizes(State expected) {
    StringBuilder text = new StringBuilder();
    expected.volumes.forEach(
        (id, blocks) -> text.append(id).append(' ').append(State.sizeBytes(blocks)).append(' '));
    return text.toString();
  }
}
