package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whoever uses the pool: holds handles, does one thing at a time with them, knows from the model
 * what the answer must be, and complains when it is another.
 */
final class Client {
  private static final int BACKGROUND_STEPS_MAX = 100_000;

  /** The segment that is written, and what is kept for the cleaner and for deletions. */
  private static final int KEPT_SEGMENTS = 3;

  /** A handle and what is known about it. Exactly one of the names is there. */
  static final class Handle {
    private final Optional<VolumeId> volume;
    private final Optional<ImageId> image;
    private final BlockDevice device;
    private boolean fenced;

    Handle(Optional<VolumeId> volume, Optional<ImageId> image, BlockDevice device) {
      this.volume = volume;
      this.image = image;
      this.device = device;
    }

    Optional<VolumeId> volume() {
      return volume;
    }

    boolean fenced() {
      return fenced;
    }

    @Override
    public String toString() {
      return (fenced ? "fenced handle of " : "handle of ")
          + volume.map(Object::toString).orElseGet(() -> image.orElseThrow().toString());
    }
  }

  private final Machine machine;
  private final Trace trace;
  private final Tally tally;
  private final List<Handle> handles = new ArrayList<>();
  private boolean refused;
  private boolean rotten;

  Client(Machine machine, Trace trace, Tally tally) {
    this.machine = machine;
    this.trace = trace;
    this.tally = tally;
  }

  List<Handle> handles() {
    return handles;
  }

  /** The engine is gone, and all handles with it. */
  void forgetHandles() {
    handles.clear();
    refused = false;
  }

  /** From now on whatever reads may be answered Corrupt; what is answered must still be right. */
  void expectRot() {
    rotten = true;
  }

  boolean rotten() {
    return rotten;
  }

  /** True when a call failed because the disk had refused something: the pool may be down. */
  boolean sawRefusal() {
    return refused;
  }

  void openVolume(VolumeId id) {
    expect("open " + id, machine.call(() -> open(id)), keyless(machine.state().key(id)));
  }

  private void open(VolumeId id) throws BlockFault {
    handles.add(new Handle(Optional.of(id), Optional.empty(), machine.engine().openVolume(id)));
  }

  void openImage(ImageId id) {
    Machine.Call open =
        () ->
            handles.add(
                new Handle(Optional.empty(), Optional.of(id), machine.engine().openImage(id)));
    expect("open " + id, machine.call(open), keyless(machine.state().images.get(id).key()));
  }

  void fence(Handle handle) {
    handle.device.fence();
    handle.fenced = true;
  }

  void write(Handle handle, long offset, byte[] bytes, Durability durability) {
    Machine.Intent intent =
        bytes.length == 0 || handle.volume.isEmpty()
            ? new Machine.Intent(null)
            : new Machine.Intent(new Change.Write(handle.volume.orElseThrow(), offset, bytes));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(bytes.length + 1L).asSlice(0, bytes.length);
      source.copyFrom(MemorySegment.ofArray(bytes));
      Machine.Call call = () -> handle.device.write(offset, source, durability);
      String what =
          durability + " write of " + bytes.length + " at " + offset + " through " + handle;
      boolean opens = bytes.length > 0;
      change(
          what,
          intent,
          call,
          expectedOfWrite(handle, offset, bytes.length, opens),
          durability,
          true);
    }
  }

  void zero(Handle handle, long offset, long length, Zeroing zeroing, Durability durability) {
    Machine.Intent intent =
        length == 0 || handle.volume.isEmpty()
            ? new Machine.Intent(null)
            : new Machine.Intent(
                new Change.Zero(handle.volume.orElseThrow(), offset, length, zeroing));
    Machine.Call call = () -> handle.device.zero(offset, length, zeroing, durability);
    String what = durability + " zero of " + length + " at " + offset + " through " + handle;
    // Whole blocks are zeroed without a look at what they held.
    boolean opens = !handle.fenced && State.zeroingWrites(blocks(handle), offset, length);
    change(what, intent, call, expectedOfWrite(handle, offset, length, opens), durability, opens);
  }

  private void change(
      String what,
      Machine.Intent intent,
      Machine.Call call,
      Optional<Class<? extends BlockFault>> expected,
      Durability durability,
      boolean bringsData) {
    long before = machine.model().headLsn();
    Optional<BlockFault> answer = withRoom(what, intent, call, bringsData);
    if (answer.isPresent() && answer.get() instanceof BlockFault.OutOfSpace && expected.isEmpty()) {
      return;
    }
    expectOrRot(what, answer, expected);
    boolean durable = durability == Durability.DURABLE || !machine.shape().writeCache();
    if (answer.isEmpty() && durable && intent.lsn() > 0) {
      machine.promised(Math.max(before, intent.lsn()));
    }
  }

  /** A pool that is mostly empty must find room, if need be after its background work. */
  private Optional<BlockFault> withRoom(
      String what, Machine.Intent intent, Machine.Call call, boolean bringsData) {
    Optional<BlockFault> answer = machine.call(intent, call);
    if (answer.isEmpty() || !(answer.get() instanceof BlockFault.OutOfSpace)) {
      return answer;
    }
    tally.outOfSpace++;
    long live = machine.state().liveBlocks() * State.BLOCK_BYTES;
    boolean full = machine.storage().full();
    boolean mayBeFull =
        machine.storage().hasRefused() || (full && (bringsData || segmentFiles() <= KEPT_SEGMENTS));
    long room = full ? machine.engine().stats().logBytes() : machine.shape().poolBytes();
    if (live > room / 3 || mayBeFull) {
      return answer;
    }
    for (int i = 0; background(); i++) {
      SimulationFailure.unless(i < BACKGROUND_STEPS_MAX, "background work never ends");
    }
    Optional<BlockFault> second = machine.call(intent, call);
    SimulationFailure.unless(
        second.isEmpty() || !(second.get() instanceof BlockFault.OutOfSpace),
        "invariant 9 full: "
            + what
            + " is out of space after all background work, with "
            + live
            + " of "
            + machine.shape().poolBytes()
            + " bytes live: "
            + second);
    return second;
  }

  private long segmentFiles() {
    return machine.storage().count("segment-");
  }

  /** Something that changes nothing and must go well. */
  void does(String what, Machine.Call call) {
    expect(what, machine.call(call), Optional.empty());
  }

  /** All background work; false when its end cannot be told, since the disk is not sound. */
  boolean settles() {
    for (int i = 0; !rotten && !machine.storage().hasRefused(); i++) {
      if (!background()) {
        return !machine.storage().hasRefused();
      }
      SimulationFailure.unless(i < BACKGROUND_STEPS_MAX, "background work never ends");
    }
    return false;
  }

  /** One step of background work; false when there was nothing to do. */
  boolean background() {
    boolean[] more = new boolean[1];
    expect("maintain", machine.call(() -> more[0] = machine.opened().maintain()), Optional.empty());
    return more[0];
  }

  void flush(Handle handle) {
    long before = machine.model().headLsn();
    Optional<BlockFault> answer = machine.call(() -> handle.device.flush());
    expect("flush through " + handle, answer, fencedOr(handle, Optional.empty()));
    if (answer.isEmpty()) {
      machine.promised(before);
    }
  }

  void read(Handle handle, long offset, int length) {
    tally.reads++;
    Optional<Class<? extends BlockFault>> expected =
        fencedOr(handle, outOfRange(handle, offset, length).or(() -> keyless(handle, length > 0)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(length + 1L).asSlice(0, length);
      bytes.fill((byte) 0x5A);
      Optional<BlockFault> answer = machine.call(() -> handle.device.read(offset, bytes));
      String what = "read of " + length + " at " + offset + " through " + handle;
      expectOrRot(what, answer, expected);
      if (answer.isEmpty()) {
        byte[] found = bytes.toArray(ValueLayout.JAVA_BYTE);
        trace.add(found);
        byte[] wanted = machine.state().read(blocks(handle), offset, length);
        SimulationFailure.unless(
            Arrays.equals(found, wanted),
            () -> what + ": " + Stamp.difference(offset, found, wanted));
      }
    }
  }

  void extents(Handle handle, long offset, long length, int limit) {
    List<Extent> runs = new ArrayList<>();
    Optional<BlockFault> answer =
        machine.call(() -> runs.addAll(handle.device.extents(offset, length, limit)));
    String what = "extents of " + length + " at " + offset + " of " + handle;
    expect(what, answer, fencedOr(handle, outOfRange(handle, offset, length)));
    if (answer.isEmpty()) {
      trace.add(runs.size());
      Optional<String> difference =
          Inspection.extents(handle.toString(), runs, offset, length, blocks(handle));
      SimulationFailure.unless(difference.isEmpty(), () -> what + ": " + difference.orElseThrow());
      long reached = runs.stream().mapToLong(Extent::length).sum();
      SimulationFailure.unless(
          runs.size() <= limit && (reached == length || (runs.size() == limit && limit > 0)),
          () -> what + " with limit " + limit + " stops early: " + runs);
    }
  }

  /** A call that answers when what it did is durable. */
  void structural(Change change, Machine.Call call, boolean needsRoom) {
    Machine.Intent intent = new Machine.Intent(change);
    // When the disk itself has no room for another file, even a deletion may find none.
    boolean mayBeOutOfSpace = needsRoom || machine.storage().hasRefused();
    Optional<BlockFault> answer =
        mayBeOutOfSpace
            ? withRoom(change.describe(), intent, call, true)
            : machine.call(intent, call);
    if (mayBeOutOfSpace && answer.filter(BlockFault.OutOfSpace.class::isInstance).isPresent()) {
      return;
    }
    expect(change.describe(), answer, Optional.empty());
    if (answer.isEmpty()) {
      machine.promised(intent.lsn());
    }
    fenceTheHandlesOfTheGone();
  }

  /** A call that must be refused and change nothing. */
  void refused(String what, Class<? extends BlockFault> fault, Machine.Call call) {
    expect(what, machine.call(call), Optional.of(fault));
  }

  /** Checks a group's answer against the record that was seen. */
  void checkCut(Cut cut) {
    SimulationFailure.unless(
        cut.lsn().value() == machine.model().groupLsn(),
        "invariant 4 groups: answered " + cut + ", the record is " + machine.model().groupLsn());
    SimulationFailure.unless(
        cut.time().equals(machine.now()), "answered " + cut + ", it is " + machine.now());
  }

  byte[][] blocks(Handle handle) {
    State state = machine.state();
    return handle
        .volume
        .map(state.volumes::get)
        .orElseGet(() -> state.images.get(handle.image.orElseThrow()).blocks());
  }

  private void fenceTheHandlesOfTheGone() {
    for (Handle handle : handles) {
      boolean volumeGone =
          handle.volume.filter(id -> !machine.state().volumes.containsKey(id)).isPresent();
      boolean imageGone =
          handle.image.filter(id -> !machine.state().images.containsKey(id)).isPresent();
      handle.fenced |= volumeGone || imageGone;
    }
  }

  private Optional<Class<? extends BlockFault>> expectedOfWrite(
      Handle handle, long offset, long length, boolean opens) {
    if (handle.image.isPresent()) {
      return fencedOr(handle, Optional.of(BlockFault.ReadOnly.class));
    }
    return fencedOr(handle, outOfRange(handle, offset, length).or(() -> keyless(handle, opens)));
  }

  /** What is answered when something that needs the handle's key is asked for now. */
  private Optional<Class<? extends BlockFault>> keyless(Handle handle, boolean needsKey) {
    if (handle.fenced || !needsKey) {
      return Optional.empty();
    }
    State state = machine.state();
    return keyless(
        handle.volume.isPresent()
            ? state.key(handle.volume.orElseThrow())
            : state.images.get(handle.image.orElseThrow()).key());
  }

  private Optional<Class<? extends BlockFault>> keyless(Optional<DataKeyId> key) {
    if (machine.keys().open(key)) {
      return Optional.empty();
    }
    tally.keyless++;
    return Optional.of(BlockFault.KeyUnavailable.class);
  }

  private static Optional<Class<? extends BlockFault>> fencedOr(
      Handle handle, Optional<Class<? extends BlockFault>> otherwise) {
    return handle.fenced ? Optional.of(BlockFault.Fenced.class) : otherwise;
  }

  private Optional<Class<? extends BlockFault>> outOfRange(
      Handle handle, long offset, long length) {
    return !handle.fenced && offset + length > State.sizeBytes(blocks(handle))
        ? Optional.of(BlockFault.OutOfRange.class)
        : Optional.empty();
  }

  void expectOrRot(
      String what, Optional<BlockFault> answer, Optional<Class<? extends BlockFault>> expected) {
    if (rotten && answer.filter(BlockFault.Corrupt.class::isInstance).isPresent()) {
      tally.corrupt++;
    } else {
      expect(what, answer, expected);
    }
  }

  private void expect(
      String what, Optional<BlockFault> answer, Optional<Class<? extends BlockFault>> expected) {
    tally.calls++;
    boolean asExpected =
        answer.isPresent() == expected.isPresent()
            && (answer.isEmpty()
                || expected.orElseThrow().isInstance(answer.get())
                // A full pool may say so before it looks at the rest of the call.
                || answer.get() instanceof BlockFault.OutOfSpace);
    if (!asExpected
        && machine.storage().hasRefused()
        && answer.filter(Client::isRefusal).isPresent()) {
      refused = true;
      tally.refusals++;
    } else if (!asExpected) {
      String message =
          what
              + " was answered "
              + answer.map(Object::toString).orElse("well")
              + ", expected "
              + expected.map(Class::getSimpleName).orElse("success");
      throw answer
          .map(fault -> new SimulationFailure(message, fault))
          .orElseGet(() -> new SimulationFailure(message));
    }
  }

  private static boolean isRefusal(BlockFault fault) {
    return switch (fault) {
      case BlockFault.Io _, BlockFault.OutOfService _ -> true;
      case BlockFault.OutOfSpace _,
          BlockFault.Corrupt _,
          BlockFault.Fenced _,
          BlockFault.OutOfRange _,
          BlockFault.ReadOnly _,
          BlockFault.NotFound _,
          BlockFault.AlreadyExists _,
          BlockFault.KeyUnavailable _ ->
          false;
    };
  }
}
