package dev.stillpoint.engine.checkpoint;

import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.map.Threshold;
import dev.stillpoint.engine.node.NodeAddress;
import dev.stillpoint.engine.state.DeathQueue;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.VersionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The body of a checkpoint: 64-bit numbers throughout. A list is its length and its members.
 *
 * <pre>
 *   position   slot, segment, block, chain, nextLsn, nextSegment
 *   slots      list of (slot, segment, list of 64 live bits)
 *   families   list of (volume, family)
 *   volumes    list of (id, family, key, sizeBlocks, version)
 *   images     list of (id, group, source, family, key, sizeBlocks, version)
 *   groups     list of (id, lsn, timeMillis, list of image)
 *   versions   list of (serial, above, since, root, hidden)
 *   leaving    list of serial; cursor; nextSerial
 *   discards   list of (root, cursor, since behind it, since before it)
 *   moved      root
 *   discards   of the map of moved blocks, as above
 *   deaths     list of (identity, count)
 *   pages      list of 8 pages' numbers of living nodes, one byte each, and how many pages
 * </pre>
 *
 * <p>A since is (position, lsn), a root (address, birth, data blocks) with zeros for none. {@code
 * key} is the name of a data key, never the key itself; 0 for what is plain.
 */
final class CheckpointBody {
  private CheckpointBody() {}

  /** What stands in a file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(Checkpoint checkpoint, byte[] usage) {}

  static void encode(Checkpoint checkpoint, byte[] usage, Numbers.Out out) {
    Writer to = new Writer(out);
    LogPosition position = checkpoint.position();
    to.put(
        position.slot(),
        position.segment(),
        position.block(),
        position.chain(),
        position.nextLsn(),
        checkpoint.nextSegment());
    to.list(
        checkpoint.slots(),
        (slot, w) -> {
          w.put(slot.slot(), slot.segment(), slot.bits().length);
          w.put(slot.bits());
        });
    names(checkpoint.names(), to);
    Checkpoint.Versions versions = checkpoint.versions();
    to.list(
        versions.entries(),
        (entry, w) -> {
          w.put(entry.serial(), entry.above());
          w.since(entry.since());
          w.root(entry.root());
          w.put(entry.hidden() ? 1 : 0);
        });
    to.list(versions.leaving(), (serial, w) -> w.put(serial));
    to.put(versions.cursor(), versions.nextSerial());
    Checkpoint.Work work = checkpoint.work();
    to.list(work.discards(), CheckpointBody::subtree);
    to.root(work.moved());
    to.list(work.discardsOfMoved(), CheckpointBody::subtree);
    to.list(work.deaths(), (run, w) -> w.put(run.identity(), run.count()));
    to.bytes(usage);
  }

  private static void names(Checkpoint.Names names, Writer to) {
    to.list(
        List.copyOf(names.families().entrySet()),
        (family, w) -> w.put(family.getKey(), family.getValue()));
    to.list(
        names.volumes(), (v, w) -> w.put(v.id(), v.family(), v.key(), v.sizeBlocks(), v.version()));
    to.list(
        names.images(),
        (i, w) ->
            w.put(i.id(), i.group(), i.source(), i.family(), i.key(), i.sizeBlocks(), i.version()));
    to.list(
        names.groups(),
        (group, w) -> {
          w.put(group.id(), group.cut().lsn(), group.cut().timeMillis());
          w.list(group.images(), (image, each) -> each.put(image));
        });
  }

  private static void subtree(Discards.Subtree subtree, Writer to) {
    to.root(subtree.root());
    to.put(subtree.threshold().cursor());
    to.since(subtree.threshold().behind());
    to.since(subtree.threshold().ahead());
  }

  private record Writer(Numbers.Out out) {
    void put(long... values) {
      for (long value : values) {
        out.put(value);
      }
    }

    <T> void list(List<T> list, BiConsumer<T, Writer> each) {
      out.put(list.size());
      list.forEach(member -> each.accept(member, this));
    }

    void since(Since since) {
      put(since.position(), since.lsn());
    }

    void root(Ref root) {
      if (root == null) {
        put(NodeAddress.NONE, 0, 0);
      } else {
        put(root.addressInCheckpoint(), root.birth(), root.blocks());
      }
    }

    void bytes(byte[] bytes) {
      int words = (bytes.length + 7) / 8;
      out.put(words);
      for (int word = 0; word < words; word++) {
        long value = 0;
        for (int i = 0; i < 8 && 8 * word + i < bytes.length; i++) {
          value |= (bytes[8 * word + i] & 0xFFL) << (8 * i);
        }
        out.put(value);
      }
      out.put(bytes.length);
    }
  }

  static Content decode(long number, Numbers.In in) {
    Reader from = new Reader(in);
    LogPosition position =
        new LogPosition((int) in.take(), in.take(), (int) in.take(), (int) in.take(), in.take());
    long nextSegment = in.take();
    List<Checkpoint.Slot> slots =
        from.list(r -> new Checkpoint.Slot((int) in.take(), in.take(), r.words()));
    Checkpoint.Names names = names(from, in);
    Checkpoint.Versions versions =
        new Checkpoint.Versions(
            from.list(
                r -> new VersionEntry(in.take(), in.take(), r.since(), r.root(), in.take() != 0)),
            from.list(_ -> in.take()),
            in.take(),
            in.take());
    Checkpoint.Work work =
        new Checkpoint.Work(
            from.list(CheckpointBody::subtree),
            from.root(),
            from.list(CheckpointBody::subtree),
            from.list(_ -> new DeathQueue.Run(in.take(), (int) in.take())));
    return new Content(
        new Checkpoint(number, position, nextSegment, slots, names, versions, work), from.bytes());
  }

  private static Checkpoint.Names names(Reader from, Numbers.In in) {
    TreeMap<Long, Long> families = new TreeMap<>();
    for (long left = in.take(); left > 0; left--) {
      families.put(in.take(), in.take());
    }
    return new Checkpoint.Names(
        families,
        from.list(
            _ -> new Checkpoint.VolumeEntry(in.take(), in.take(), in.take(), in.take(), in.take())),
        from.list(_ ->
            new Checkpoint.ImageEntry(
                in.take(), in.take(), in.take(), in.take(), in.take(), in.take(), in.take())),
        from.list(r ->
            new FrozenGroup(
                in.take(), new FrozenGroup.Cut(in.take(), in.take()), r.list(_ -> in.take()))));
  }

  private static Discards.Subtree subtree(Reader from) {
    return new Discards.Subtree(
        from.root(), new Threshold(from.in().take(), from.since(), from.since()));
  }

  private record Reader(Numbers.In in) {
    <T> List<T> list(Function<Reader, T> each) {
      List<T> list = new ArrayList<>();
      for (long left = in.take(); left > 0; left--) {
        list.add(each.apply(this));
      }
      return list;
    }

    long[] words() {
      long[] words = new long[Math.toIntExact(in.take())];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.take();
      }
      return words;
    }

    Since since() {
      return new Since(in.take(), in.take());
    }

    Ref root() {
      long address = in.take();
      long birth = in.take();
      long blocks = in.take();
      return address == NodeAddress.NONE ? null : Ref.at(address, birth, blocks);
    }

    byte[] bytes() {
      long[] words = words();
      byte[] bytes = new byte[Math.toIntExact(in.take())];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (words[i / 8] >>> (8 * (i % 8)));
      }
      return bytes;
    }
  }
}
