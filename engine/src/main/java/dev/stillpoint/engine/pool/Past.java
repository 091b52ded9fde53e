package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.HistoryWindow;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.log.SegmentScan;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.seal.BlockCipher;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes groups in the past: each member is cloned from its last anchor before the record that was
 * asked for, on a scratch volume, the log from there on is applied to it once more, and then all of
 * them are frozen by one record. What is kept in memory for it does not grow with the log.
 */
final class Past {
  private final Core core;
  private final History history;
  private final Structure structure;
  private final Function<LiveVolume, VolumeDevice> devices;

  Past(
      Core core, History history, Structure structure, Function<LiveVolume, VolumeDevice> devices) {
    this.core = core;
    this.history = history;
    this.structure = structure;
    this.devices = devices;
  }

  /**
   * The last record at an instant, as exactly as batches tell: those that were begun until then
   * count whole.
   */
  Lsn at(Instant instant) throws BlockFault {
    long millis = instant.toEpochMilli();
    long[] newest = new long[2];
    core.lock.lock();
    try {
      window();
      for (FrozenGroup anchor : core.state.anchors()) {
        newest[0] = anchor.cut().timeMillis() <= millis ? anchor.cut().lsn() : newest[0];
      }
      if (newest[0] < window().from().value()) {
        throw new BlockFault.NotFound("the past is kept from " + window().since() + " on only");
      }
      newest[1] = core.log.appendedLsn();
    } finally {
      core.lock.unlock();
    }
    if (newest[0] < newest[1]) {
      new KeptLog(
              core,
              newest[0] + 1,
              newest[1],
              1,
              (_, header) -> {
                boolean until = header.timeMillis() <= millis;
                newest[0] = until ? Math.max(newest[0], header.lastLsn()) : newest[0];
                return until;
              })
          .read();
    }
    return new Lsn(Math.min(newest[0], newest[1]));
  }

  private HistoryWindow window() throws BlockFault.NotFound {
    return history
        .window()
        .orElseThrow(() -> new BlockFault.NotFound("nothing of the past is kept"));
  }

  /**
   * Freezes volumes as they were behind a record.
   *
   * @param time what the group says of when that was
   * @return where the group stands in the log
   */
  Cut freeze(GroupId group, List<Freeze> members, Lsn at, Instant time) throws BlockFault {
    Structure.requireMembers(members);
    history.building().lock();
    try {
      history.dropScratch();
      Building building = begin(group, members, at.value());
      try {
        building.replay();
        return structure.freezeScratch(group, members, time.toEpochMilli());
      } finally {
        dropScratch();
      }
    } finally {
      history.building().unlock();
    }
  }

  /** What cannot be deleted now is deleted by the next step of background work. */
  private void dropScratch() {
    try {
      history.dropScratch();
    } catch (BlockFault e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.DEBUG, "scratch volumes stay behind for now", e);
    }
  }

  /** One volume of the group. */
  private record Member(FrozenImage anchor, VolumeDevice device) {}

  /**
   * A record to apply to a member.
   *
   * @param firstBlock which block of the batch's payload is its first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Step(Member member, LogRecord record, int firstBlock, int[] checks) {}

  private Building begin(GroupId group, List<Freeze> members, long at) throws BlockFault {
    Building building = new Building();
    core.append(
        0,
        false,
        Core.RESERVE_FOR_DATA,
        () -> {
          building.members.clear();
          structure.requireNew(group, members);
          building.last = last(at);
          Map<Long, FrozenImage> anchors = anchors(building.last);
          for (Freeze member : members) {
            FrozenImage anchor = anchors.get(member.volume().value());
            if (anchor == null) {
              throw gone(member.volume());
            }
            building.add(anchor, scratch(anchor));
          }
          return core.log.appendedLsn();
        });
    return building;
  }

  private static BlockFault.NotFound gone(VolumeId volume) {
    return new BlockFault.NotFound("volume " + volume.value() + " was not there then");
  }

  /**
   * The record to apply last. An anchor right behind it that says what it led to is a part of it.
   */
  private long last(long at) throws BlockFault.NotFound {
    if (at < window().from().value() || at > core.log.appendedLsn()) {
      throw new BlockFault.NotFound(
          "record " + at + " is not in the window, which begins at " + window().from());
    }
    boolean bridged = core.state.group(Anchors.name(Anchors.Kind.BRIDGE, at + 1)) != null;
    return bridged ? at + 1 : at;
  }

  /** The newest anchor of each volume at a record. */
  private Map<Long, FrozenImage> anchors(long last) {
    Map<Long, FrozenImage> newest = new HashMap<>();
    for (FrozenGroup anchor : core.state.anchors()) {
      if (anchor.cut().lsn() <= last) {
        for (long image : anchor.images()) {
          FrozenImage each = core.state.image(image);
          newest.put(each.source(), each);
        }
      }
    }
    return newest;
  }

  private VolumeDevice scratch(FrozenImage anchor) throws NodeMissing {
    long id = Anchors.scratch(anchor.source());
    structure.record(new LogRecord.CloneVolume(id, anchor.id(), anchor.sizeBlocks()));
    return devices.apply(core.state.volume(id));
  }

  /** A group that is being built. */
  private final class Building {
    private final Map<Long, Member> members = new HashMap<>();
    private final Crc crc = new Crc();
    private final BlockCipher cipher = new BlockCipher();
    private final byte[] seal = new byte[Seals.BYTES];
    private long last;

    void add(FrozenImage anchor, VolumeDevice device) {
      members.put(anchor.source(), new Member(anchor, device));
    }

    void replay() throws BlockFault {
      long first =
          members.values().stream().mapToLong(m -> m.anchor().cut().lsn()).min().orElseThrow() + 1;
      if (first <= last) {
        new KeptLog(core, first, last, KeptLog.WHOLE, this::apply).read();
      }
    }

    private boolean apply(SegmentScan scan, BatchHeader header) throws BlockFault, IOException {
      List<Step> steps = new ArrayList<>();
      long[] lsn = {header.firstLsn()};
      int[] block = {0};
      scan.records(
          header,
          (record, blocks, checks) -> {
            Member member = members.get(volume(record));
            if (member != null && lsn[0] > member.anchor().cut().lsn() && lsn[0] <= last) {
              steps.add(new Step(member, record, block[0], checks.clone()));
            }
            block[0] += blocks;
            lsn[0]++;
          });
      MemorySegment bytes = scan.bytes(header);
      for (Step step : steps) {
        apply(step, bytes, scan.intact(header), header.recordsEnd());
      }
      return true;
    }

    private void apply(Step step, MemorySegment batch, MemorySegment header, int recordsEnd)
        throws BlockFault {
      VolumeDevice device = step.member().device();
      switch (step.record()) {
        case LogRecord.Write w -> {
          requireIntact(w, step, batch);
          if (w.sealed()) {
            writeSealed(w, step, batch, header, recordsEnd);
          } else {
            device.append(w.block(), blocks(batch, step.firstBlock(), w.count()));
          }
        }
        case LogRecord.Zero z ->
            device.appendZeros(
                z.block(), z.count(), z.allocated() ? Zeroing.ALLOCATED : Zeroing.HOLE);
        case LogRecord.ResizeVolume r -> resize(Anchors.scratch(r.volume()), r.sizeBlocks());
        case LogRecord.DeleteVolume d -> throw gone(new VolumeId(d.volume()));
        default -> throw new AssertionError(step.record());
      }
    }

    /** Some blocks of a batch's payload. */
    private MemorySegment blocks(MemorySegment batch, int first, int count) {
      return batch.asSlice((1L + first) << Layout.BLOCK_SHIFT, (long) count << Layout.BLOCK_SHIFT);
    }

    private void requireIntact(LogRecord.Write write, Step step, MemorySegment batch)
        throws BlockFault.Corrupt {
      MemorySegment bytes = blocks(batch, step.firstBlock(), write.count());
      for (int i = 0; i < write.count(); i++) {
        long block = write.block() + i;
        if (crc.ofBlock(block, bytes, (long) i << Layout.BLOCK_SHIFT) != step.checks()[i]) {
          throw core.corrupt("block " + block + " of the past is damaged");
        }
      }
    }

    /** Every block is opened, and sealed anew: no nonce serves twice. */
    private void writeSealed(
        LogRecord.Write write, Step step, MemorySegment batch, MemorySegment header, int recordsEnd)
        throws BlockFault {
      FrozenImage anchor = step.member().anchor();
      cipher.use(core.keys.key(new DataKeyId(anchor.key())));
      try {
        for (int i = 0; i < write.count(); i++) {
          int at = step.firstBlock() + i;
          cipher.sealedBytes().asSlice(0, Layout.BLOCK_BYTES).copyFrom(blocks(batch, at, 1));
          if (!Seals.find(header, recordsEnd, at, seal, 0)
              || !cipher.open(anchor.family(), write.block() + i, seal, 0)) {
            throw core.corrupt("block " + (write.block() + i) + " of the past has lost its seal");
          }
          step.member().device().append(write.block() + i, cipher.plainBytes());
        }
      } finally {
        cipher.forget();
      }
    }

    private void resize(long scratch, long sizeBlocks) throws BlockFault {
      core.append(
          0,
          false,
          Core.RESERVE_FOR_DATA,
          () -> structure.record(new LogRecord.ResizeVolume(scratch, sizeBlocks)));
    }

    private static long volume(LogRecord record) {
      return switch (record) {
        case LogRecord.Write w -> w.volume();
        case LogRecord.Zero z -> z.volume();
        case LogRecord.ResizeVolume r -> r.volume();
        case LogRecord.DeleteVolume d -> d.volume();
        // Behind what begins a volume, or begins it anew, stands an anchor.
        case LogRecord.CreateVolume _, LogRecord.CloneVolume _, LogRecord.RollBack _ -> 0;
        case LogRecord.Freeze _, LogRecord.DeleteImages _, LogRecord.Move _ -> 0;
      };
    }
  }
}
