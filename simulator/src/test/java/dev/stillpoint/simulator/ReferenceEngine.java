package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.simulator.ReferenceSubject.Flaw;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The smallest engine that keeps the promises, so that the world can be tested before and beside
 * the real one: all state in memory, every change appended to one log, no cleaning. It can be given
 * flaws.
 */
final class ReferenceEngine implements BlockEngine, Subject.Opened {
  private final ReferenceLog log;
  private final Shape shape;
  private final InstantSource clock;
  private final Subject.Appended observer;
  private final Set<Flaw> flaws;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ReferenceDevice> devices = new ArrayList<>();
  private State state = new State();
  private long lsn;
  private long durableLsn;
  private long syncs;
  private boolean broken;

  ReferenceEngine(
      ReferenceLog log,
      Shape shape,
      InstantSource clock,
      Subject.Appended observer,
      Set<Flaw> flaws) {
    this.log = log;
    this.shape = shape;
    this.clock = clock;
    this.observer = observer;
    this.flaws = flaws;
  }

  ReferenceEngine recover() throws IOException {
    for (ReferenceLog.Found found : log.scan()) {
      state.apply(found.lsn(), found.change());
      lsn = found.lsn();
    }
    if (!flaws.contains(Flaw.TRUSTS_WHAT_IT_FOUND)) {
      log.sync();
    }
    durableLsn = lsn;
    return this;
  }

  State state() {
    return state;
  }

  boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  long append(Change change) throws BlockFault {
    lock.lock();
    try {
      requireService();
      int length = change instanceof Change.Write write ? write.bytes().length + 4096 : 8192;
      if (!log.fits(length)) {
        throw new BlockFault.OutOfSpace("the log is full");
      }
      long mine = ++lsn;
      log.append(mine, change);
      state.apply(mine, change);
      if (flaws.contains(Flaw.LIVE_IMAGES) && change instanceof Change.FreezeGroup freeze) {
        shareBlocks(freeze);
      }
      observer.record(mine, kind(change));
      if (log.bufferedBytes() > shape.bufferBytes()) {
        writeOut();
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }

  private static RecordKind kind(Change change) {
    for (RecordKind kind : RecordKind.values()) {
      if (change.mayAppend(kind, true)
          && (kind != RecordKind.WRITE || change instanceof Change.Write)) {
        return kind;
      }
    }
    throw new IllegalStateException("no kind for " + change);
  }

  private void shareBlocks(Change.FreezeGroup freeze) {
    for (Freeze member : freeze.members()) {
      State.Image image = state.images.get(member.image());
      byte[][] live = state.volumes.get(member.volume());
      state.images.put(
          member.image(),
          new State.Image(image.group(), image.source(), image.cut(), image.key(), live));
    }
  }

  void makeDurable(long upTo) throws BlockFault {
    long covered;
    lock.lock();
    try {
      requireService();
      if (durableLsn >= upTo) {
        return;
      }
      writeOut();
      covered = lsn;
    } finally {
      lock.unlock();
    }
    if (flaws.contains(Flaw.STALLS)) {
      lock.lock();
    }
    try {
      log.sync();
      syncs++;
      durableLsn = Math.max(durableLsn, covered);
    } catch (IOException e) {
      broken = true;
      throw new BlockFault.OutOfService("sync failed", e);
    } finally {
      if (flaws.contains(Flaw.STALLS)) {
        lock.unlock();
      }
    }
  }

  void flushAll() throws BlockFault {
    if (flaws.contains(Flaw.FLUSH_WITHOUT_SYNC)) {
      writeOut();
      durableLsn = lsn;
    } else {
      makeDurable(lsn);
    }
  }

  boolean writeCache() {
    return shape.writeCache();
  }

  private long durably(Change change) throws BlockFault {
    long mine = append(change);
    makeDurable(mine);
    return mine;
  }

  @Override
  public void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    if (state.volumes.containsKey(id)) {
      throw new BlockFault.AlreadyExists(id.toString());
    }
    durably(new Change.CreateVolume(id, sizeBytes, Optional.empty()));
  }

  @Override
  public void createSealedVolume(VolumeId id, long sizeBytes, DataKeyId key) {
    throw new UnsupportedOperationException("the reference does not seal");
  }

  @Override
  public void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault {
    durably(new Change.CloneVolume(id, from, sizeBytes));
  }

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    durably(new Change.Resize(id, sizeBytes));
  }

  @Override
  public void deleteVolume(VolumeId id) throws BlockFault {
    requireVolume(id);
    durably(new Change.DeleteVolume(id));
    devices.forEach(ReferenceDevice::fenceIfGone);
  }

  @Override
  public Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    for (Freeze member : members) {
      requireVolume(member.volume());
    }
    Instant now = clock.instant();
    Change change = new Change.FreezeGroup(group, members, now);
    if (flaws.contains(Flaw.GROUP_BEFORE_ITS_DATA)) {
      long mine = append(change);
      groupFirst(mine);
      return new Cut(new Lsn(mine), now);
    }
    return new Cut(new Lsn(durably(change)), now);
  }

  private void groupFirst(long mine) throws BlockFault {
    try {
      if (log.bufferedBytes() > 0) {
        log.writeNewestOnly();
        log.sync();
      }
      durableLsn = mine;
    } catch (IOException e) {
      broken = true;
      throw new BlockFault.Io("group", e);
    }
  }

  @Override
  public Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    for (Rollback member : members) {
      requireVolume(member.volume());
      requireImage(member.target());
      if (!state.mayGoBack(member.volume(), member.target())) {
        throw new BlockFault.NotFound(member + " is to a strange image");
      }
    }
    Instant now = clock.instant();
    if (flaws.contains(Flaw.ROLLBACK_BY_PIECES) && members.size() > 1) {
      for (Rollback member : members.subList(1, members.size())) {
        // Does part of the work under a record that stands for another change.
        append(new Change.RollBackGroup(undo, List.of(member), now));
      }
    }
    return new Cut(new Lsn(durably(new Change.RollBackGroup(undo, members, now))), now);
  }

  @Override
  public void deleteImages(Collection<ImageId> images) throws BlockFault {
    for (ImageId image : images) {
      requireImage(image);
    }
    durably(new Change.DeleteImages(List.copyOf(images)));
    devices.forEach(ReferenceDevice::fenceIfGone);
  }

  @Override
  public BlockDevice openVolume(VolumeId id) throws BlockFault {
    requireVolume(id);
    return add(new ReferenceDevice(this, () -> state.volumes.get(id), id));
  }

  @Override
  public BlockDevice openImage(ImageId id) throws BlockFault {
    requireImage(id);
    return add(
        new ReferenceDevice(
            this, () -> state.images.containsKey(id) ? state.images.get(id).blocks() : null, null));
  }

  private BlockDevice add(ReferenceDevice device) {
    devices.add(device);
    return device;
  }

  private void requireVolume(VolumeId id) throws BlockFault {
    if (!state.volumes.containsKey(id)) {
      throw new BlockFault.NotFound(id.toString());
    }
  }

  private void requireImage(ImageId id) throws BlockFault {
    if (!state.images.containsKey(id)) {
      throw new BlockFault.NotFound(id.toString());
    }
  }

  @Override
  public List<VolumeStatus> volumes() {
    List<VolumeStatus> list = new ArrayList<>();
    state.volumes.forEach((id, blocks) -> {
      long written = 0;
      for (byte[] block : blocks) {
        written += State.isHole(block) || State.isZeros(block) ? 0 : 4096;
      }
      list.add(new VolumeStatus(id, State.sizeBytes(blocks), written));
    });
    return list;
  }

  @Override
  public Map<ImageId, Long> storedBytes(Collection<ImageId> images) {
    throw new UnsupportedOperationException("the model counts no bytes");
  }

  @Override
  public long changedBytes(ImageId image, ImageId since) {
    throw new UnsupportedOperationException("the model counts no bytes");
  }

  @Override
  public long bytesFreedBy(Collection<ImageId> images) {
    State without = state.copy();
    without.apply(0, new Change.DeleteImages(List.copyOf(images)));
    return (state.liveBlocks() - without.liveBlocks()) * State.BLOCK_BYTES;
  }

  @Override
  public List<ImageStatus> images() {
    List<ImageStatus> list = new ArrayList<>();
    state.images.forEach((id, image) ->
        list.add(
            new ImageStatus(
                id, image.group(), image.source(), State.sizeBytes(image.blocks()), image.cut())));
    return list;
  }

  @Override
  public List<GroupStatus> groups() {
    List<GroupStatus> list = new ArrayList<>();
    state.groups.forEach((id, group) -> list.add(new GroupStatus(id, group.cut(), group.images())));
    return list;
  }

  @Override
  public boolean inService() {
    return !broken;
  }

  @Override
  public boolean answersLost() {
    return false;
  }

  @Override
  public void noteLostAnswers() {}

  @Override
  public PoolStats stats() {
    return new PoolStats(
        shape.poolBytes(),
        0,
        state.liveBlocks() * State.BLOCK_BYTES,
        log.bufferedBytes(),
        new Lsn(lsn),
        new Lsn(durableLsn),
        new Lsn(0),
        0,
        syncs,
        0,
        0,
        0,
        0,
        0,
        0,
        Optional.empty());
  }

  @Override
  public void close() throws BlockFault {
    makeDurable(lsn);
  }

  @Override
  public Cut freezePast(GroupId group, List<Freeze> members, Lsn at, Instant time) {
    throw new AssertionError("the reference keeps no past");
  }

  @Override
  public BlockEngine engine() {
    return this;
  }

  @Override
  public void writeOut() throws BlockFault {
    requireService();
    try {
      log.writeOut();
    } catch (IOException e) {
      broken = true;
      throw new BlockFault.Io("write", e);
    }
  }

  private void requireService() throws BlockFault {
    if (broken) {
      throw new BlockFault.OutOfService("the disk refused something");
    }
  }

  @Override
  public ScrubStatus scrub() {
    return new ScrubStatus(
        ScrubStatus.State.FINISHED, Optional.empty(), Optional.empty(), 0, 0, 0, 0, List.of());
  }

  @Override
  public boolean maintain() {
    return false;
  }

  @Override
  public void verify() {
    for (State.Group group : state.groups.values()) {
      for (ImageId image : group.images()) {
        SimulationFailure.unless(
            state.images.get(image).cut().equals(group.cut()), "members show different cuts");
      }
    }
  }
}
