package dev.stillpoint.engine.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telling bytes that are in memory from such as would have to be waited for. */
class WarmReadsTest {
  private static final int BYTES = 64 << 10;

  @TempDir Path directory;

  @Test
  void whatWasWrittenPastThePageCacheIsColdUntilItWasRead() throws IOException {
    try (FileStorage storage = FileStorage.open(directory);
        StorageFile file = storage.create("f", BYTES);
        Arena arena = Arena.ofConfined()) {
      assumeTrue(storage.direct(), "the file system takes no direct I/O");
      MemorySegment written = arena.allocate(BYTES, 4096);
      written.fill((byte) 7);
      file.write(0, written);
      MemorySegment read = arena.allocate(BYTES, 4096);

      assertThat(file.readSettledIfWarm(0, read)).isFalse();
      file.readSettled(0, read);
      read.fill((byte) 0);
      assertThat(file.readSettledIfWarm(0, read)).isTrue();

      assertThat(read.mismatch(written)).isEqualTo(-1);
    }
  }

  @Test
  void whatIsWarmInPartCountsAsCold() throws IOException {
    try (FileStorage storage = FileStorage.open(directory);
        StorageFile file = storage.create("f", BYTES);
        Arena arena = Arena.ofConfined()) {
      assumeTrue(storage.direct(), "the file system takes no direct I/O");
      file.write(0, arena.allocate(BYTES, 4096));
      file.readSettled(0, arena.allocate(4096, 4096));

      assertThat(file.readSettledIfWarm(0, arena.allocate(4096, 4096))).isTrue();
      assertThat(file.readSettledIfWarm(0, arena.allocate(BYTES, 4096))).isFalse();
    }
  }

  @Test
  void theDestinationOfASettledReadNeedsNoAlignment() throws IOException {
    try (FileStorage storage = FileStorage.open(directory);
        StorageFile file = storage.create("f", BYTES);
        Arena arena = Arena.ofConfined()) {
      MemorySegment written = arena.allocate(BYTES, 4096);
      written.fill((byte) 3);
      file.write(0, written);
      MemorySegment unaligned = arena.allocate(4096 + 20, 4096).asSlice(20, 4096);

      file.readSettled(4096, unaligned);

      assertThat(unaligned.get(ValueLayout.JAVA_BYTE, 4095)).isEqualTo((byte) 3);
    }
  }
}
