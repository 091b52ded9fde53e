package dev.stillpoint.simulator;

import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.simulator.ReferenceSubject.Flaw;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The plainest log: one file, one batch per change, a header block with a checksum and the checksum
 * of the batch before it.
 */
final class ReferenceLog {
  private static final int BLOCK = 4096;
  private static final long MAGIC = 0x5245464C4F473031L;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /** A batch that is not yet in the file. */
  private record Batch(long position, MemorySegment memory) {}

  /** A batch that recovery found. */
  record Found(long lsn, Change change) {}

  private final StorageFile file;
  private final Set<Flaw> flaws;
  private final List<Batch> buffer = new ArrayList<>();
  private List<Batch> delayed = new ArrayList<>();
  private long end;
  private long chain;
  private long bufferedBytes;

  ReferenceLog(StorageFile file, Set<Flaw> flaws) {
    this.file = file;
    this.flaws = flaws;
  }

  void format() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(BLOCK, BLOCK);
      file.write(0, block);
      file.sync();
    }
  }

  /** Reads all batches that continue the log. */
  List<Found> scan() throws IOException {
    List<Found> found = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment head = arena.allocate(BLOCK, BLOCK);
      long lsn = 1;
      while (end + BLOCK <= file.sizeBytes()) {
        file.read(end, head);
        long length = head.get(LONG, 16);
        boolean sane = head.get(LONG, 0) == MAGIC && length > 0;
        if (!sane || end + BLOCK + padded(length) > file.sizeBytes() || !continues(head, lsn)) {
          break;
        }
        MemorySegment payload = arena.allocate(padded(length), BLOCK);
        file.read(end + BLOCK, payload);
        boolean torn =
            head.get(LONG, 32) != sum(payload) && !flaws.contains(Flaw.ACCEPTS_TORN_BATCHES);
        if (torn) {
          break;
        }
        byte[] bytes = payload.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        found.add(new Found(lsn++, ChangeCodec.decode(bytes)));
        chain = head.get(LONG, 40);
        end += BLOCK + padded(length);
      }
    }
    return found;
  }

  private boolean continues(MemorySegment head, long lsn) {
    long sum = head.get(LONG, 40);
    head.set(LONG, 40, 0);
    return head.get(LONG, 8) == lsn
        && sum == sum(head)
        && restored(head, sum)
        && (head.get(LONG, 24) == chain || flaws.contains(Flaw.NO_CHAIN));
  }

  private static boolean restored(MemorySegment head, long sum) {
    head.set(LONG, 40, sum);
    return true;
  }

  boolean fits(int length) {
    return end + BLOCK + padded(length) <= file.sizeBytes();
  }

  void append(long lsn, Change change) {
    byte[] bytes = ChangeCodec.encode(change);
    MemorySegment memory = Arena.ofAuto().allocate(BLOCK + padded(bytes.length), BLOCK);
    MemorySegment payload = memory.asSlice(BLOCK);
    MemorySegment.copy(bytes, 0, payload, ValueLayout.JAVA_BYTE, 0, bytes.length);
    memory.set(LONG, 0, MAGIC);
    memory.set(LONG, 8, lsn);
    memory.set(LONG, 16, bytes.length);
    memory.set(LONG, 24, chain);
    memory.set(LONG, 32, sum(payload));
    chain = sum(memory.asSlice(0, BLOCK));
    memory.set(LONG, 40, chain);
    buffer.add(new Batch(end, memory));
    end += memory.byteSize();
    bufferedBytes += memory.byteSize();
  }

  long bufferedBytes() {
    return bufferedBytes;
  }

  void writeOut() throws IOException {
    List<Batch> now = new ArrayList<>(buffer);
    buffer.clear();
    bufferedBytes = 0;
    if (flaws.contains(Flaw.REORDERS_BATCHES)) {
      List<Batch> late = delayed;
      delayed = now.size() > 1 ? List.of(now.removeFirst()) : List.of();
      now.addAll(late);
      Collections.reverse(now);
    }
    for (Batch batch : now) {
      file.write(batch.position, batch.memory);
    }
  }

  /** Writes only the newest batch: the group's record, without what it names. */
  void writeNewestOnly() throws IOException {
    Batch newest = buffer.removeLast();
    file.write(newest.position, newest.memory);
  }

  void sync() throws IOException {
    file.sync();
  }

  private static long padded(long length) {
    return (length + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static long sum(MemorySegment memory) {
    CRC32C crc = new CRC32C();
    crc.update(memory.asByteBuffer());
    return crc.getValue();
  }
}
