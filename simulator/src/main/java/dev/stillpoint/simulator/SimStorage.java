package dev.stillpoint.simulator;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that lives in memory, obeys the letter of {@link Storage} and nothing beyond it, and does
 * the same for the same seed.
 *
 * <p>The faults, and why they must be survived:
 *
 * <ul>
 *   <li><b>Power cut</b> at any write, sync, create or delete: before it, in the middle of it, or
 *       when it is done and not answered. The operation throws {@link PowerCut}, and so does every
 *       later one; {@link #afterPowerCut} is the disk that is found afterwards. Of each unsynced
 *       write any subset of its 512-byte sectors is there, whatever became of other writes; a
 *       sector that was overwritten several times is found old, new or in between. Synced bytes
 *       stay.
 *   <li><b>Process death</b>: the process is gone and the machine is not. {@link #afterKill} still
 *       shows every write, and an unsynced one is still unsynced: a later power cut may take it. Of
 *       a write that it died in, some sectors are there. The lasting memory is as it was left; a
 *       power cut takes it.
 *   <li><b>Undefined contents</b>: a new file holds zeros, noise, or what a deleted file held,
 *       valid records of the same pool included. A create that was cut may leave nothing or the
 *       file it replaces; a deleted file may be there again, as it was or with its unsynced writes
 *       mixed, unless names were synced since.
 *   <li><b>Refusals</b>: a write that fails half-way, a sync that fails and after which part of the
 *       unsynced bytes is lost for good while this process still sees it (as Linux does), or one
 *       that says so although all of them are on the medium, a read error, no space for a new file,
 *       a file that cannot be deleted. Each is switched on for a number of operations.
 *   <li><b>A full file system</b>: no more room than what is taken now. That refuses nothing that a
 *       pool cannot do without, so it excuses none of its promises.
 *   <li><b>Bit rot</b> of a byte that was synced.
 *   <li><b>Time</b>: a hook runs inside each sync, for writes that come meanwhile. They are not
 *       covered by that sync.
 * </ul>
 *
 * <p>It also insists on what an implementation for direct I/O insists on: positions, lengths and
 * memory addresses in multiples of 4096. Safe for use by several threads.
 */
public final class SimStorage implements Storage {
  /** What survives a power cut as a whole or not at all. */
  public static final int SECTOR_BYTES = 512;

  static final int ALIGNMENT_BYTES = 4096;
  private static final int ROT_TRIES = 100;

  /** When in an operation the power goes. */
  public enum Moment {
    NEVER,
    BEFORE,
    MIDDLE,
    AFTER
  }

  final RandomGenerator random;
  final Trace trace;
  private final SortedMap<String, SimFile> files;
  private final SortedMap<String, SimFile> deleted;
  private Optional<MemorySegment> lasting = Optional.empty();
  long ordinal;
  private long operations;
  private long cutAtOperation = Long.MAX_VALUE;
  private Moment cutMoment = Moment.NEVER;
  private boolean dead;
  private boolean refused;
  private long capacityBytes = Long.MAX_VALUE;
  private long fullAtBytes = Long.MAX_VALUE;
  int writesToRefuse;
  int syncsToRefuse;
  int syncsToDeny;
  int readsToPass;
  int readsToRefuse;
  private int deletesToRefuse;
  SyncHook syncHook = SyncHook.NONE;
  SyncLie syncLie = SyncLie.NONE;
  long syncs;

  private SimStorage(
      RandomGenerator random,
      Trace trace,
      SortedMap<String, SimFile> files,
      SortedMap<String, SimFile> deleted) {
    this.random = random;
    this.trace = trace;
    this.files = files;
    this.deleted = deleted;
  }

  /** An empty disk. */
  public static SimStorage empty(RandomGenerator random) {
    return empty(random, new Trace());
  }

  static SimStorage empty(RandomGenerator random, Trace trace) {
    return new SimStorage(random, trace, new TreeMap<>(), new TreeMap<>());
  }

  /** Lets the power go at the operation of this number, counted from now: 1 is the next one. */
  public synchronized void cutPowerAt(long operation, Moment moment) {
    cutAtOperation = operations + operation;
    cutMoment = moment;
  }

  /** Lets the power go now. */
  public synchronized void cutPower() {
    dead = true;
  }

  /** Takes a planned cut back. */
  public synchronized void keepPower() {
    cutAtOperation = Long.MAX_VALUE;
  }

  /** The disk as it is found when the power is back. This one is dead from now on. */
  public synchronized SimStorage afterPowerCut(RandomGenerator cut) {
    dead = true;
    List<UnsyncedWrite> unsynced = new ArrayList<>();
    files.values().forEach(file -> unsynced.addAll(file.unsynced()));
    deleted.values().forEach(file -> unsynced.addAll(file.unsynced()));
    Survival survival = new Survival(cut, unsynced);
    trace.tell(() -> "  POWER CUT " + survival + " of " + unsynced);
    TreeMap<String, SimFile> found = new TreeMap<>();
    files.forEach((name, file) -> found.put(name, file.survivor(survival)));
    deleted.forEach((name, file) -> {
      if (!found.containsKey(name) && cut.nextInt(3) == 0) {
        found.put(name, file.survivor(survival));
      }
    });
    trace.add(found.size());
    return successor(found, new TreeMap<>());
  }

  /**
   * The disk as the next process finds it when this one was killed. This one is dead from now on.
   */
  public synchronized SimStorage afterKill() {
    dead = true;
    files.values().forEach(SimFile::forgetDoomed);
    SimStorage next = successor(files, deleted);
    next.lasting = lasting.map(SimStorage::copy);
    return next;
  }

  /** What the dead process may still do to its memory is nobody's business. */
  private static MemorySegment copy(MemorySegment memory) {
    return Arena.ofAuto().allocate(memory.byteSize(), ALIGNMENT_BYTES).copyFrom(memory);
  }

  private SimStorage successor(SortedMap<String, SimFile> found, SortedMap<String, SimFile> gone) {
    SimStorage next = new SimStorage(random, trace, found, gone);
    next.ordinal = ordinal;
    next.syncLie = syncLie;
    return next;
  }

  /** The next {@code count} writes fail, half-way. */
  public synchronized void refuseWrites(int count) {
    writesToRefuse = count;
  }

  /** The next {@code count} syncs fail. */
  public synchronized void refuseSyncs(int count) {
    syncsToRefuse = count;
  }

  /** The next {@code count} syncs do what they should, and say that they failed. */
  public synchronized void denySyncs(int count) {
    syncsToDeny = count;
  }

  /** The next {@code count} reads fail. */
  public synchronized void refuseReads(int count) {
    refuseReads(0, count);
  }

  /** After {@code passed} reads that go well the next {@code count} fail. */
  public synchronized void refuseReads(int passed, int count) {
    readsToPass = passed;
    readsToRefuse = count;
  }

  /** The next {@code count} deletions fail, and the files stay. */
  public synchronized void refuseDeletes(int count) {
    deletesToRefuse = count;
  }

  /** The most that all files may occupy together; creating more fails. */
  public synchronized void limitTo(long bytes) {
    capacityBytes = bytes;
  }

  /** From now on there is room only for what takes the place of something that was deleted. */
  public synchronized void fillUp() {
    fullAtBytes = files.values().stream().mapToLong(SimFile::sizeBytes).sum();
    trace.tell(() -> "    FULL at " + fullAtBytes);
  }

  /** Whether the file system is full. */
  public synchronized boolean full() {
    return fullAtBytes < Long.MAX_VALUE;
  }

  /** Takes back every refusal that has not happened yet. */
  public synchronized void refuseNothing() {
    writesToRefuse = 0;
    syncsToRefuse = 0;
    syncsToDeny = 0;
    readsToRefuse = 0;
    deletesToRefuse = 0;
    capacityBytes = Long.MAX_VALUE;
  }

  /** True when this disk has refused something since it was made. */
  public synchronized boolean hasRefused() {
    return refused;
  }

  public synchronized void onSync(SyncHook hook) {
    syncHook = hook;
  }

  public synchronized void lieAboutSyncs(SyncLie lie) {
    syncLie = lie;
  }

  /** Flips one bit of a byte on the medium. */
  public synchronized void rot(String name, long position, int bit) {
    files.get(name).flipBit(position, bit);
  }

  /**
   * Flips a random bit of a random file whose name begins so. Most of such files was never written,
   * and nobody would notice: so it looks a while for a place where something stands.
   */
  public synchronized void rotAnywhere(String prefix, RandomGenerator choice) {
    List<String> names =
        files.keySet().stream()
            .filter(name -> name.startsWith(prefix) && files.get(name).sizeBytes() > 0)
            .toList();
    String found;
    long place;
    int tried = 0;
    do {
      found = names.get(choice.nextInt(names.size()));
      place = choice.nextLong(files.get(found).sizeBytes());
    } while (!files.get(found).holdsSomething(place) && ++tried < ROT_TRIES);
    String name = found;
    long position = place;
    trace.tell(() -> "    ROT of " + name + " at " + position);
    rot(name, position, choice.nextInt(8));
  }

  /** Files whose names begin so. */
  public synchronized long count(String prefix) {
    return files.keySet().stream().filter(name -> name.startsWith(prefix)).count();
  }

  /** Completed syncs. */
  public synchronized long syncCount() {
    return syncs;
  }

  /** Operations that a power cut can hit, so far. */
  public synchronized long operationCount() {
    return operations;
  }

  public synchronized List<UnsyncedWrite> unsynced() {
    List<UnsyncedWrite> unsynced = new ArrayList<>();
    files.values().forEach(file -> unsynced.addAll(file.unsynced()));
    return unsynced;
  }

  @Override
  public synchronized List<String> names() throws IOException {
    requirePower();
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized StorageFile create(String name, long sizeBytes) throws IOException {
    if (sizeBytes < 0 || sizeBytes % ALIGNMENT_BYTES != 0) {
      throw new IllegalArgumentException("size of " + name + " is " + sizeBytes);
    }
    Moment moment = begin("create", name, sizeBytes);
    long occupied = sizeBytes;
    for (var file : files.entrySet()) {
      occupied += file.getKey().equals(name) ? 0 : file.getValue().sizeBytes();
    }
    if (occupied > fullAtBytes) {
      throw new IOException("No space left on device: " + name);
    }
    if (occupied > capacityBytes) {
      throw refusal("no space for " + name);
    }
    if (moment != Moment.MIDDLE || random.nextBoolean()) {
      boolean whole = moment != Moment.MIDDLE || random.nextBoolean();
      List<SimFile> former = new ArrayList<>(deleted.values());
      former.addAll(files.values());
      SparseBytes contents = SparseBytes.undefined(whole ? sizeBytes : 0, former, random);
      SimFile replaced = files.put(name, new SimFile(name, contents));
      deleted.remove(name);
      if (replaced != null) {
        trace.add("replaced");
      }
    }
    end(moment);
    return new SimHandle(this, name, files.get(name));
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    requirePower();
    SimFile file = files.get(name);
    if (file == null) {
      throw new IOException("No such file: " + name);
    }
    return new SimHandle(this, name, file);
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    Moment moment = begin("delete", name, 0);
    if (deletesToRefuse > 0) {
      deletesToRefuse--;
      throw refusal("delete of " + name);
    }
    if (moment != Moment.MIDDLE || random.nextBoolean()) {
      SimFile gone = files.remove(name);
      if (gone != null) {
        deleted.put(name, gone);
      }
    }
    end(moment);
  }

  @Override
  public synchronized void syncNames() throws IOException {
    Moment moment = begin("sync names", "", 0);
    if (moment != Moment.MIDDLE || random.nextBoolean()) {
      deleted.clear();
    }
    end(moment);
  }

  @Override
  public synchronized Optional<MemorySegment> lastingMemory() {
    requirePower();
    return lasting;
  }

  @Override
  public synchronized MemorySegment newLastingMemory(long bytes) {
    requirePower();
    lasting = Optional.of(Arena.ofAuto().allocate(bytes, ALIGNMENT_BYTES));
    return lasting.get();
  }

  @Override
  public synchronized void dropLastingMemory() {
    requirePower();
    lasting = Optional.empty();
  }

  @Override
  public void close() {
    // A disk has nothing to close; its files are closed one by one.
  }

  void requirePower() {
    if (dead) {
      throw new PowerCut("the power is off");
    }
  }

  IOException refusal(String what) {
    refused = true;
    trace.tell(() -> "    REFUSED: " + what);
    return new IOException("Input/output error: " + what);
  }

  /** Counts an operation; throws when the power goes before it. */
  Moment begin(String operation, String name, long detail) {
    requirePower();
    operations++;
    trace.add(operation);
    trace.add(name);
    trace.add(detail);
    trace.tell(() -> "    " + operations + " " + operation + " " + name + " " + detail);
    if (operations < cutAtOperation) {
      return Moment.NEVER;
    }
    if (cutMoment == Moment.BEFORE) {
      dead = true;
      throw new PowerCut("before " + operation + " of " + name);
    }
    return cutMoment;
  }

  void end(Moment moment) {
    if (moment != Moment.NEVER) {
      dead = true;
      throw new PowerCut(moment + " of operation " + operations);
    }
  }
}
