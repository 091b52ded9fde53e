package dev.stillpoint.simulator;

import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Chooses what the client does next. Each seed weighs the deeds anew, so that some worlds are all
 * small overwrites and others all groups and rollbacks.
 */
final class Workload {
  private static final int VOLUMES_MAX = 18;
  static final int IMAGES_MAX = 48;
  private static final int MEMBERS_MAX = 16;
  private static final int BLOCKS_MAX = 64;
  private static final int FULL_ENOUGH = 8;
  private static final int PURGE_MAX = 60;

  /** The deeds and how often an average world does them. */
  private enum Deed {
    WRITE(40),
    ZERO(8),
    READ(14),
    FLUSH(6),
    EXTENTS(4),
    FREEZE(5),
    ROLL_BACK(2),
    DELETE_IMAGES(2),
    CREATE(1),
    CLONE(2),
    RESIZE(1),
    DELETE_VOLUME(1),
    OPEN(4),
    FENCE(2),
    WRONG(3),
    WRITE_OUT(8),
    MAINTAIN(10),
    SCRUB(3),
    VERIFY(1),
    TAKE_KEY(1),
    GIVE_KEY(2),
    FREEZE_PAST(4);

    private final int weight;

    Deed(int weight) {
      this.weight = weight;
    }

    boolean possible(Machine machine) {
      boolean past = machine.shape().historyMillis() > 0;
      return this == FREEZE_PAST
          ? past
          : machine.seals() || !(this == TAKE_KEY || this == GIVE_KEY);
    }
  }

  private final Machine machine;
  private final Client client;
  private final Deletions deletions;
  private final Mistakes mistakes;
  private final ScrubClient scrubs;
  private final Tally tally;
  private final PastGroups pastGroups;
  private final RandomGenerator random;
  private final EnumMap<Deed, Integer> weights = new EnumMap<>(Deed.class);
  private final int blocksUsual;

  /** Fills its pool until that is full several times, deletes for a while, and begins again. */
  private final boolean hungry;

  /** All writes of one block, so that batches of an earlier life fit where later ones end. */
  private final boolean uniform;

  private int operation;
  private long fullSeen;
  private int purgeLeft;
  private long lastId;

  Workload(Machine machine, Client client, RandomGenerator random, Tally tally) {
    this.machine = machine;
    this.client = client;
    this.deletions = new Deletions(machine, client, tally);
    this.mistakes = new Mistakes(machine, client, random, () -> ++lastId);
    this.scrubs = new ScrubClient(machine, client, tally);
    this.random = random;
    this.tally = tally;
    this.pastGroups = new PastGroups(machine, client, random, () -> ++lastId, tally);
    for (Deed deed : Deed.values()) {
      if (deed.possible(machine)) {
        weights.put(deed, deed.weight * random.nextInt(1, 12));
      }
    }
    this.uniform = random.nextInt(4) == 0;
    this.hungry = random.nextInt(4) == 0;
    this.blocksUsual = hungry ? 64 : 1 << random.nextInt(3, 7);
  }

  void step() {
    if (machine.state().volumes.isEmpty()) {
      create();
      return;
    }
    if (client.handles().stream().allMatch(Client.Handle::fenced)) {
      VolumeId volume = anyOf(machine.state().volumes.keySet());
      machine.state().key(volume).ifPresent(machine.keys()::give);
      client.openVolume(volume);
      if (client.sawRefusal()) {
        return;
      }
    }
    switch (choose()) {
      case WRITE -> write(handle());
      case ZERO -> zero(handle());
      case READ -> read(handle());
      case FLUSH -> client.flush(handle());
      case EXTENTS -> extents(handle());
      case FREEZE -> freeze();
      case ROLL_BACK -> rollBack();
      case DELETE_IMAGES -> deleteImages();
      case CREATE -> create();
      case CLONE -> cloneVolume();
      case RESIZE -> resize();
      case DELETE_VOLUME -> deleteVolume();
      case OPEN -> open();
      case FENCE -> client.fence(handle());
      case WRONG -> mistakes.make(anyOf(machine.state().volumes.keySet()));
      case WRITE_OUT -> client.does("write out", () -> machine.opened().writeOut());
      case MAINTAIN -> maintain();
      case SCRUB -> scrubs.scrub(random.nextInt(1, 40));
      case VERIFY -> client.does("verify", () -> machine.opened().verify());
      case TAKE_KEY -> machine.keys().take(machine.keys().any(random));
      case GIVE_KEY -> machine.keys().give(machine.keys().any(random));
      case FREEZE_PAST -> pastGroups.make(this::some);
    }
    machine.checkStats();
  }

  /** A small write to some volume, as it comes in while the pool is busy with a sync. */
  void writeMeanwhile() {
    List<Client.Handle> usable =
        client.handles().stream()
            .filter(handle -> !handle.fenced())
            .filter(
                handle -> handle.volume().filter(machine.state().volumes::containsKey).isPresent())
            .toList();
    if (!usable.isEmpty()) {
      Client.Handle handle = usable.get(random.nextInt(usable.size()));
      long blocks = client.blocks(handle).length;
      long offset = random.nextLong(blocks) * State.BLOCK_BYTES;
      client.write(handle, offset, bytes(offset, State.BLOCK_BYTES), Durability.VOLATILE);
      tally.meanwhile++;
    }
  }

  /** What a hungry world does instead of some deeds. */
  private Deed choose() {
    Deed deed = chooseByWeight();
    if (!hungry) {
      return deed;
    }
    if (purgeLeft == 0 && tally.outOfSpace >= fullSeen + FULL_ENOUGH) {
      purgeLeft = random.nextInt(PURGE_MAX);
    }
    if (purgeLeft > 0) {
      purgeLeft--;
      fullSeen = tally.outOfSpace;
      return random.nextInt(4) == 0 ? Deed.DELETE_IMAGES : deed;
    }
    boolean frees = deed == Deed.DELETE_IMAGES || deed == Deed.DELETE_VOLUME || deed == Deed.ZERO;
    return frees ? Deed.WRITE : deed;
  }

  private Deed chooseByWeight() {
    int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    int at = random.nextInt(sum);
    for (var entry : weights.entrySet()) {
      at -= entry.getValue();
      if (at < 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }

  private Client.Handle handle() {
    List<Client.Handle> handles = client.handles();
    if (handles.size() > 24) {
      handles.removeIf(other -> other.fenced() && random.nextBoolean());
    }
    Client.Handle handle = handles.get(random.nextInt(handles.size()));
    if (handle.fenced() && random.nextInt(3) != 0) {
      return handles.stream().filter(other -> !other.fenced()).findFirst().orElseThrow();
    }
    return handle;
  }

  private record Range(long offset, int length) {}

  /** A range that may lie anyhow, and now and then reaches beyond the end. */
  private Range range(Client.Handle handle) {
    long size = handle.fenced() ? 1 << 20 : State.sizeBytes(client.blocks(handle));
    int block = State.BLOCK_BYTES;
    long blocks = size / block;
    Range range =
        switch (uniform ? 8 : random.nextInt(8)) {
          case 8 -> new Range(random.nextLong(blocks) * block, block);
          case 0, 1, 2 -> new Range(random.nextLong(blocks) * block, random.nextInt(1, 9) * block);
          case 3 -> new Range(random.nextLong(size), random.nextInt(1, block + 1));
          case 4 -> new Range(random.nextLong(size), random.nextInt(1, blocksMax() * block + 1));
          case 5 ->
              new Range(
                  random.nextLong(blocks) * block, random.nextInt(1, blocksMax() + 1) * block);
          case 6 -> new Range(random.nextInt(4) * (long) block, random.nextInt(1, 3) * block);
          default -> new Range(random.nextLong(size / 512) * 512, random.nextInt(0, 40) * 512);
        };
    long offset = Math.min(range.offset, size - block);
    int length = (int) Math.min(range.length, size - offset);
    if (random.nextInt(50) == 0) {
      length += random.nextInt(1, 2 * block);
    }
    return new Range(offset, length);
  }

  /**
   * What fits into one record: a longer write is several, and only a record is never half there.
   */
  private int blocksMax() {
    return machine.shape().segmentBytes() > 1 << 18 ? BLOCKS_MAX : BLOCKS_MAX - 8;
  }

  private byte[] bytes(long offset, int length) {
    operation++;
    return random.nextInt(12) == 0 ? new byte[length] : Stamp.bytes(operation, offset, length);
  }

  private void write(Client.Handle handle) {
    Range range = range(handle);
    byte[] bytes = bytes(range.offset, range.length);
    client.write(handle, range.offset, bytes, durability());
    if (random.nextInt(4) == 0) {
      client.read(handle, range.offset, range.length);
    }
  }

  private Durability durability() {
    return random.nextInt(10) == 0 ? Durability.DURABLE : Durability.VOLATILE;
  }

  private void zero(Client.Handle handle) {
    Range range = range(handle);
    Zeroing zeroing = random.nextBoolean() ? Zeroing.HOLE : Zeroing.ALLOCATED;
    client.zero(handle, range.offset, range.length, zeroing, durability());
  }

  private void read(Client.Handle handle) {
    Range range = range(handle);
    client.read(handle, range.offset, range.length);
  }

  private void extents(Client.Handle handle) {
    Range range = range(handle);
    int limit = random.nextInt(4) == 0 ? random.nextInt(1, 4) : 100_000;
    client.extents(handle, range.offset, range.length, limit);
  }

  private void open() {
    if (random.nextBoolean() || machine.state().images.isEmpty()) {
      client.openVolume(anyOf(machine.state().volumes.keySet()));
    } else {
      client.openImage(anyOf(machine.state().images.keySet()));
    }
  }

  private void create() {
    if (machine.state().volumes.size() >= VOLUMES_MAX) {
      deleteVolume();
      return;
    }
    VolumeId id = new VolumeId(++lastId);
    long size = random.nextLong(1, blocksUsual * 4L) * State.BLOCK_BYTES;
    if (machine.seals() && random.nextBoolean()) {
      DataKeyId key = machine.keys().any(random);
      client.structural(
          new Change.CreateVolume(id, size, Optional.of(key)),
          () -> machine.engine().createSealedVolume(id, size, key),
          true);
    } else {
      client.structural(
          new Change.CreateVolume(id, size, Optional.empty()),
          () -> machine.engine().createVolume(id, size),
          true);
    }
  }

  private void cloneVolume() {
    if (machine.state().images.isEmpty() || machine.state().volumes.size() >= VOLUMES_MAX) {
      create();
      return;
    }
    ImageId from = anyOf(machine.state().images.keySet());
    VolumeId id = new VolumeId(++lastId);
    long more = random.nextBoolean() ? 0 : random.nextLong(64) * State.BLOCK_BYTES;
    long size = State.sizeBytes(machine.state().images.get(from).blocks()) + more;
    client.structural(
        new Change.CloneVolume(id, from, size),
        () -> machine.engine().cloneVolume(id, from, size),
        true);
  }

  private void resize() {
    VolumeId id = anyOf(machine.state().volumes.keySet());
    long old = State.sizeBytes(machine.state().volumes.get(id));
    if (old >= 512L * State.BLOCK_BYTES) {
      return;
    }
    long size = old + random.nextLong(1, 64) * State.BLOCK_BYTES;
    client.structural(
        new Change.Resize(id, size), () -> machine.engine().resizeVolume(id, size), true);
  }

  private void deleteVolume() {
    VolumeId id = anyOf(machine.state().volumes.keySet());
    client.structural(new Change.DeleteVolume(id), () -> machine.engine().deleteVolume(id), false);
  }

  private void freeze() {
    if (machine.state().images.size() >= IMAGES_MAX) {
      deleteImages();
      return;
    }
    List<Freeze> members = new ArrayList<>();
    for (VolumeId volume : some(machine.state().volumes.keySet())) {
      members.add(new Freeze(volume, new ImageId(++lastId)));
    }
    GroupId group = new GroupId(++lastId);
    client.structural(
        new Change.FreezeGroup(group, members, machine.now()),
        () -> client.checkCut(machine.engine().freeze(group, members)),
        true);
    tally.groups++;
  }

  private void rollBack() {
    State state = machine.state();
    List<Rollback> members = new ArrayList<>();
    List<ImageId> images = new ArrayList<>(state.images.keySet());
    Collections.shuffle(images, Random.from(random));
    List<VolumeId> taken = new ArrayList<>();
    int most = random.nextInt(1, MEMBERS_MAX + 1);
    for (ImageId image : images) {
      Optional<VolumeId> goes = whoMayGoBack(image, taken);
      if (members.size() < most && goes.isPresent()) {
        taken.add(goes.get());
        members.add(new Rollback(goes.get(), image, new ImageId(++lastId)));
      }
    }
    if (members.isEmpty() || state.images.size() >= IMAGES_MAX) {
      return;
    }
    GroupId undo = new GroupId(++lastId);
    client.structural(
        new Change.RollBackGroup(undo, members, machine.now()),
        () -> client.checkCut(machine.engine().rollBack(undo, members)),
        true);
    tally.rollbacks++;
  }

  /** The volume that an image was frozen from, or one that was cloned from what came of it. */
  private Optional<VolumeId> whoMayGoBack(ImageId image, List<VolumeId> except) {
    State state = machine.state();
    List<VolumeId> all =
        state.volumes.keySet().stream()
            .filter(volume -> !except.contains(volume) && state.mayGoBack(volume, image))
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(anyOf(all));
  }

  private void deleteImages() {
    if (!machine.state().images.isEmpty()) {
      List<ImageId> gone = some(machine.state().images.keySet());
      if (random.nextInt(3) == 0) {
        deletions.counted(gone);
      } else {
        deletions.delete(gone);
      }
    }
  }

  private void maintain() {
    int steps = random.nextInt(4) == 0 ? 50 : 1;
    while (steps-- > 0 && client.background()) {
      machine.checkStats();
    }
  }

  private <T> T anyOf(Iterable<T> things) {
    List<T> list = new ArrayList<>();
    things.forEach(list::add);
    return list.get(random.nextInt(list.size()));
  }

  /** One to sixteen of them, each once. */
  private <T> List<T> some(Iterable<T> things) {
    List<T> list = new ArrayList<>();
    things.forEach(list::add);
    Collections.shuffle(list, Random.from(random));
    return List.copyOf(list.subList(0, random.nextInt(1, Math.min(MEMBERS_MAX, list.size()) + 1)));
  }
}
