package dev.stillpoint.simulator;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.random.RandomGenerator;

/** A fixed number of bytes of which only the written neighbourhoods cost memory; zero at first. */
final class SparseBytes {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int NOISY_CHUNKS_MAX = 256;

  private final long sizeBytes;
  private final byte[][] chunks;

  SparseBytes(long sizeBytes) {
    this.sizeBytes = sizeBytes;
    this.chunks = new byte[Math.toIntExact((sizeBytes + CHUNK_BYTES - 1) / CHUNK_BYTES)][];
  }

  /** What a new file may hold: zeros, noise, or what another held. */
  static SparseBytes undefined(long sizeBytes, List<SimFile> former, RandomGenerator random) {
    SparseBytes contents = new SparseBytes(sizeBytes);
    switch (random.nextInt(4)) {
      case 0 -> contents.fill(random);
      case 1, 2 -> {
        if (!former.isEmpty()) {
          contents.inherit(former.get(random.nextInt(former.size())).medium());
        }
      }
      default -> {
        // Zeros.
      }
    }
    return contents;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  void read(long position, MemorySegment destination) {
    long done = 0;
    while (done < destination.byteSize()) {
      long at = position + done;
      int inChunk = (int) (at % CHUNK_BYTES);
      long length = Math.min(CHUNK_BYTES - inChunk, destination.byteSize() - done);
      byte[] chunk = chunks[(int) (at / CHUNK_BYTES)];
      if (chunk == null) {
        destination.asSlice(done, length).fill((byte) 0);
      } else {
        MemorySegment.copy(MemorySegment.ofArray(chunk), inChunk, destination, done, length);
      }
      done += length;
    }
  }

  void write(long position, byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      int index = (int) (at / CHUNK_BYTES);
      int inChunk = (int) (at % CHUNK_BYTES);
      int part = Math.min(CHUNK_BYTES - inChunk, length - done);
      if (chunks[index] == null) {
        chunks[index] = new byte[CHUNK_BYTES];
      }
      System.arraycopy(source, from + done, chunks[index], inChunk, part);
      done += part;
    }
  }

  byte at(long position) {
    byte[] one = new byte[1];
    read(position, MemorySegment.ofArray(one));
    return one[0];
  }

  void flipBit(long position, int bit) {
    byte[] one = new byte[1];
    read(position, MemorySegment.ofArray(one));
    one[0] ^= (byte) (1 << bit);
    write(position, one, 0, 1);
  }

  /**
   * Fills everything with noise: what a file may hold before its first write. Of a large one only
   * here and there, or it would cost its size.
   */
  void fill(RandomGenerator random) {
    for (int i = 0; i < chunks.length; i += 1 + chunks.length / NOISY_CHUNKS_MAX) {
      chunks[i] = new byte[CHUNK_BYTES];
      random.nextBytes(chunks[i]);
    }
  }

  /** Takes over as much of another's bytes as fits: space that held another file before. */
  void inherit(SparseBytes other) {
    for (int i = 0; i < Math.min(chunks.length, other.chunks.length); i++) {
      chunks[i] = other.chunks[i] == null ? null : other.chunks[i].clone();
    }
  }

  SparseBytes copy() {
    SparseBytes copy = new SparseBytes(sizeBytes);
    copy.inherit(this);
    return copy;
  }
}
