package dev.stillpoint.engine.checkpoint;

import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.map.BlockRefs;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Node;
import dev.stillpoint.engine.map.NodeCodec;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The body of a checkpoint: 64-bit numbers throughout.
 *
 * <pre>
 *   position   slot, segment, block, chain, nextLsn, nextSegment
 *   closed     n, n times (slot, segment)
 *   nodes      n, then each node once (see {@link NodeCodec})
 *   families   n, n times (volume, family)
 *   volumes    n, n times (id, family, key, sizeBlocks, root, dataBlocks)
 *   images     n, n times (id, group, source, family, key, sizeBlocks, root, dataBlocks)
 *   groups     n, n times (id, lsn, timeMillis, m, m times image)
 * </pre>
 *
 * <p>{@code key} is the name of a data key, never the key itself; 0 for what is plain.
 */
final class CheckpointBody {
  private CheckpointBody() {}

  static void encode(Checkpoint checkpoint, NodeCodec.Out out) {
    encodeSlots(checkpoint, out);
    NodeCodec.Writer counter = new NodeCodec.Writer(_ -> {});
    List<ExtentMap> maps = new ArrayList<>();
    checkpoint.volumes().forEach(volume -> maps.add(volume.map()));
    checkpoint.images().forEach(image -> maps.add(image.map()));
    maps.forEach(map -> counter.write(map.root()));
    out.put(counter.count());
    NodeCodec.Writer nodes = new NodeCodec.Writer(out);
    maps.forEach(map -> nodes.write(map.root()));
    encodeTables(checkpoint, nodes, out);
  }

  private static void encodeSlots(Checkpoint checkpoint, NodeCodec.Out out) {
    LogPosition position = checkpoint.position();
    out.put(position.slot());
    out.put(position.segment());
    out.put(position.block());
    out.put(position.chain());
    out.put(position.nextLsn());
    out.put(checkpoint.nextSegment());
    out.put(checkpoint.closed().size());
    for (Checkpoint.ClosedSlot slot : checkpoint.closed()) {
      out.put(slot.slot());
      out.put(slot.segment());
    }
  }

  private static void encodeTables(
      Checkpoint checkpoint, NodeCodec.Writer nodes, NodeCodec.Out out) {
    out.put(checkpoint.families().size());
    checkpoint
        .families()
        .forEach((volume, family) -> {
          out.put(volume);
          out.put(family);
        });
    out.put(checkpoint.volumes().size());
    for (Checkpoint.VolumeEntry volume : checkpoint.volumes()) {
      out.put(volume.id());
      out.put(volume.family());
      out.put(volume.key());
      out.put(volume.sizeBlocks());
      out.put(nodes.write(volume.map().root()));
      out.put(volume.map().dataBlocks());
    }
    out.put(checkpoint.images().size());
    for (FrozenImage image : checkpoint.images()) {
      out.put(image.id());
      out.put(image.group());
      out.put(image.source());
      out.put(image.family());
      out.put(image.key());
      out.put(image.sizeBlocks());
      out.put(nodes.write(image.map().root()));
      out.put(image.map().dataBlocks());
    }
    out.put(checkpoint.groups().size());
    for (FrozenGroup group : checkpoint.groups()) {
      out.put(group.id());
      out.put(group.lsn());
      out.put(group.timeMillis());
      out.put(group.images().size());
      group.images().forEach(out::put);
    }
  }

  static Checkpoint decode(
      long number, NodeCodec.In in, CheckpointFiles.Placement placement, BlockRefs blockRefs)
      throws IOException {
    LogPosition position =
        new LogPosition((int) in.take(), in.take(), (int) in.take(), (int) in.take(), in.take());
    long nextSegment = in.take();
    List<Checkpoint.ClosedSlot> closed = new ArrayList<>();
    for (long left = in.take(); left > 0; left--) {
      closed.add(new Checkpoint.ClosedSlot((int) in.take(), in.take()));
    }
    placement.place(position, closed);
    Node[] nodes = NodeCodec.read(in, Math.toIntExact(in.take()), blockRefs);
    TreeMap<Long, Long> families = new TreeMap<>();
    for (long left = in.take(); left > 0; left--) {
      families.put(in.take(), in.take());
    }
    List<Checkpoint.VolumeEntry> volumes = new ArrayList<>();
    for (long left = in.take(); left > 0; left--) {
      volumes.add(
          new Checkpoint.VolumeEntry(
              in.take(), in.take(), in.take(), in.take(), map(in, nodes, blockRefs)));
    }
    List<FrozenImage> images = new ArrayList<>();
    for (long left = in.take(); left > 0; left--) {
      images.add(
          new FrozenImage(
              in.take(),
              in.take(),
              in.take(),
              in.take(),
              in.take(),
              in.take(),
              map(in, nodes, blockRefs)));
    }
    List<FrozenGroup> groups = new ArrayList<>();
    for (long left = in.take(); left > 0; left--) {
      long id = in.take();
      long lsn = in.take();
      long time = in.take();
      List<Long> members = new ArrayList<>();
      for (long member = in.take(); member > 0; member--) {
        members.add(in.take());
      }
      groups.add(new FrozenGroup(id, lsn, time, members));
    }
    return new Checkpoint(number, position, nextSegment, closed, families, volumes, images, groups);
  }

  private static ExtentMap map(NodeCodec.In in, Node[] nodes, BlockRefs blockRefs) {
    Node root = NodeCodec.adopt(nodes[Math.toIntExact(in.take())]);
    return ExtentMap.of(blockRefs, root, in.take());
  }
}
