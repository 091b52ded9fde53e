package dev.stillpoint.simulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * A running digest of everything that a simulated world did and saw. Two runs of one seed must end
 * with equal digests. Not safe for use by several threads at once.
 */
final class Trace {
  /** With {@code -Dsimulation.history=true} every event is told on standard error as it happens. */
  private static final boolean TELL = Boolean.getBoolean("simulation.history");

  private long hash = 0x9E3779B97F4A7C15L;
  private long events;
  private volatile boolean ended;

  void add(long value) {
    if (ended) {
      return;
    }
    hash = mix(hash * 31 + value);
    events++;
  }

  /** Tells an event to whoever repeats a failure; not part of the digest. */
  void tell(Supplier<String> event) {
    if (TELL) {
      System.err.println(event.get());
    }
  }

  /** What comes now belongs to no world any more. */
  void end() {
    ended = true;
  }

  void add(String text) {
    add(text.hashCode());
  }

  void add(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    add(crc.getValue() << 32 ^ bytes.byteSize());
  }

  void add(byte[] bytes) {
    add(
        MemorySegment.ofArray(bytes)
            .asSlice(0, bytes.length, ValueLayout.JAVA_BYTE.byteAlignment()));
  }

  long digest() {
    return mix(hash ^ events);
  }

  /** The finaliser of SplitMix64: every input bit moves every output bit. */
  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
