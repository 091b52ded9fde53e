package dev.stillpoint.simulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The bytes of one simulated file: what is on the medium, and on top of it, in order, the writes
 * that are only in the device's cache.
 */
final class SimFile {
  /**
   * A cached write; a doomed one was dropped by a failed sync and only looks as if it were there.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cached(long position, byte[] bytes, long ordinal, boolean doomed) {
    boolean covers(long from, long length) {
      return position < from + length && from < position + bytes.length;
    }
  }

  private final String name;
  private final SparseBytes medium;
  private List<Cached> cache = new ArrayList<>();

  SimFile(String name, SparseBytes medium) {
    this.name = name;
    this.medium = medium;
  }

  long sizeBytes() {
    return medium.sizeBytes();
  }

  SparseBytes medium() {
    return medium;
  }

  void read(long position, MemorySegment destination) {
    medium.read(position, destination);
    for (Cached write : cache) {
      if (write.covers(position, destination.byteSize())) {
        long from = Math.max(position, write.position);
        long to = Math.min(position + destination.byteSize(), write.position + write.bytes.length);
        MemorySegment.copy(
            MemorySegment.ofArray(write.bytes),
            from - write.position,
            destination,
            from - position,
            to - from);
      }
    }
  }

  void write(long position, MemorySegment source, long ordinal) {
    cache.add(new Cached(position, source.toArray(ValueLayout.JAVA_BYTE), ordinal, false));
  }

  /** A write that the device refused half-way: some of its sectors are there. */
  void writeSome(long position, MemorySegment source, long ordinal, RandomGenerator random) {
    for (long at = 0; at < source.byteSize(); at += SimStorage.SECTOR_BYTES) {
      if (random.nextBoolean()) {
        write(position + at, source.asSlice(at, SimStorage.SECTOR_BYTES), ordinal);
      }
    }
  }

  List<UnsyncedWrite> unsynced() {
    List<UnsyncedWrite> unsynced = new ArrayList<>();
    for (Cached write : cache) {
      unsynced.add(new UnsyncedWrite(name, write.position, write.bytes.length, write.ordinal));
    }
    return unsynced;
  }

  /** Puts on the medium what was cached when the sync began and is not spared. */
  void promote(long beforeOrdinal, SyncLie lie) {
    List<Cached> left = new ArrayList<>();
    for (Cached write : cache) {
      UnsyncedWrite seen =
          new UnsyncedWrite(name, write.position, write.bytes.length, write.ordinal);
      if (write.doomed || write.ordinal >= beforeOrdinal || lie.spares(seen)) {
        left.add(write);
      } else {
        medium.write(write.position, write.bytes, 0, write.bytes.length);
        left = behind(left, write);
      }
    }
    cache = left;
  }

  /** What is left of older writes behind one that reached the medium: no cache brings back less. */
  private static List<Cached> behind(List<Cached> older, Cached newer) {
    List<Cached> rest = new ArrayList<>();
    for (Cached write : older) {
      long end = write.position + write.bytes.length;
      long newerEnd = newer.position + newer.bytes.length;
      addPart(rest, write, write.position, Math.min(end, newer.position));
      addPart(rest, write, Math.max(write.position, newerEnd), end);
    }
    return rest;
  }

  private static void addPart(List<Cached> to, Cached write, long from, long end) {
    if (from < end) {
      byte[] bytes =
          Arrays.copyOfRange(
              write.bytes, (int) (from - write.position), (int) (end - write.position));
      to.add(new Cached(from, bytes, write.ordinal, write.doomed));
    }
  }

  /**
   * What a failed sync does: of each write the device kept some, and the system drops the rest from
   * its list of things to write while readers still see it.
   */
  void failSync(RandomGenerator random) {
    List<Cached> after = new ArrayList<>();
    for (Cached write : cache) {
      boolean doomed = write.doomed || random.nextBoolean();
      after.add(new Cached(write.position, write.bytes, write.ordinal, doomed));
    }
    cache = after;
  }

  /** Nobody sees any more what a failed sync dropped. */
  void forgetDoomed() {
    cache.removeIf(Cached::doomed);
  }

  /** The file as it is found after the cut. */
  SimFile survivor(Survival survival) {
    for (Cached write : cache) {
      for (int at = 0; at < write.bytes.length; at += SimStorage.SECTOR_BYTES) {
        if (!write.doomed && survival.keeps(write.ordinal, at / SimStorage.SECTOR_BYTES)) {
          medium.write(write.position + at, write.bytes, at, SimStorage.SECTOR_BYTES);
        }
      }
    }
    cache = new ArrayList<>();
    return new SimFile(name, medium);
  }

  /** Whether something other than zeros is likely to stand there on the medium. */
  boolean holdsSomething(long position) {
    return medium.at(position) != 0;
  }

  void flipBit(long position, int bit) {
    medium.flipBit(position, bit);
  }

  /** Insists on what an implementation for direct I/O insists on. */
  static void requireAligned(String name, long position, MemorySegment memory) {
    long unit = SimStorage.ALIGNMENT_BYTES;
    long length = memory.byteSize();
    if (position % unit != 0 || length % unit != 0 || length == 0) {
      throw new IllegalArgumentException(
          "unaligned access to " + name + ": " + length + " bytes at " + position);
    }
    if (!memory.isNative()) {
      throw new IllegalArgumentException("memory of the heap for " + name);
    }
  }

  /** As it also does of memory, except of that for what is settled. */
  static void requireAlignedMemory(String name, MemorySegment memory) {
    if (!memory.isNative() || memory.address() % SimStorage.ALIGNMENT_BYTES != 0) {
      throw new IllegalArgumentException("unaligned memory for " + name);
    }
  }
}
