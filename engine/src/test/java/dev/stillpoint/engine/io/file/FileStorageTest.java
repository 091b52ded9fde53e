package dev.stillpoint.engine.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage on a real file system, and on a system that answers as one does on a bad day. */
class FileStorageTest {
  private static final int BLOCK_BYTES = 4096;
  private static final int FILE_BYTES = 64 * BLOCK_BYTES;

  @TempDir private Path directory;
  private final MoodyCalls calls = new MoodyCalls();
  private Storage storage;

  @BeforeEach
  void openStorage() throws IOException {
    storage = FileStorage.open(directory, calls);
    calls.made.clear();
  }

  private static MemorySegment aligned(Arena arena, int bytes) {
    return arena.allocate(bytes, BLOCK_BYTES);
  }

  private static MemorySegment noise(Arena arena, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return aligned(arena, bytes).copyFrom(MemorySegment.ofArray(noise));
  }

  private static byte[] bytes(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  private void writesAndReadsBack() throws IOException {
    try (Arena arena = Arena.ofConfined();
        StorageFile file = storage.create("a", FILE_BYTES)) {
      MemorySegment noise = noise(arena, FILE_BYTES / 2);
      file.write(BLOCK_BYTES, noise);
      file.sync();
      MemorySegment found = aligned(arena, FILE_BYTES / 2);
      file.read(BLOCK_BYTES, found);
      assertThat(bytes(found)).isEqualTo(bytes(noise));
      MemorySegment settled = aligned(arena, FILE_BYTES / 2);
      file.readSettled(BLOCK_BYTES, settled);
      assertThat(bytes(settled)).isEqualTo(bytes(noise));
      assertThat(Files.readAllBytes(directory.resolve("a")))
          .hasSize(FILE_BYTES)
          .startsWith(new byte[BLOCK_BYTES])
          .endsWith(new byte[FILE_BYTES / 2 - BLOCK_BYTES])
          .containsSequence(bytes(noise));
    }
  }

  @Test
  void whatWasWrittenIsReadBack() throws Exception {
    writesAndReadsBack();
  }

  @Test
  void shortReadsAndWritesAreGoneOnWithUntilAllIsDone() throws Exception {
    calls.shortens = true;
    writesAndReadsBack();
  }

  @Test
  void interruptedReadsAndWritesAreTriedAgain() throws Exception {
    calls.interrupts = true;
    writesAndReadsBack();
    calls.shortens = true;
    writesAndReadsBack();
  }

  @Test
  void aFileThatEndsTooEarlyIsAnErrorAndNotZeros() throws Exception {
    try (Arena arena = Arena.ofConfined();
        StorageFile file = storage.create("a", FILE_BYTES)) {
      Files.write(directory.resolve("a"), new byte[FILE_BYTES / 2]);
      MemorySegment found = aligned(arena, FILE_BYTES);
      assertThatThrownBy(() -> file.read(0, found)).hasMessageContaining("which should exist");
      assertThatThrownBy(() -> file.readSettled(0, found))
          .hasMessageContaining("which should exist");
    }
  }

  @Test
  void namesAreSyncedWithTheirDirectory() throws Exception {
    storage.create("a", FILE_BYTES).close();
    storage.delete("a");
    calls.made.clear();
    storage.syncNames();
    assertThat(calls.made).containsExactly("fsync " + directory);
  }

  @Test
  void aReadErrorIsToldWithTheNameOfTheFile() throws Exception {
    try (Arena arena = Arena.ofConfined();
        StorageFile file = storage.create("a", FILE_BYTES)) {
      calls.refusesReads = true;
      assertThatThrownBy(() -> file.read(0, aligned(arena, BLOCK_BYTES)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.resolve("a").toString())
          .hasMessageContaining("Input/output error");
    }
  }

  @Test
  void aNewFileAndItsNameAreSyncedBeforeItIsHandedOut() throws Exception {
    storage.create("a", FILE_BYTES).close();
    int written = calls.made.lastIndexOf("pwrite " + directory.resolve("a"));
    int fileSynced = calls.made.lastIndexOf("fsync " + directory.resolve("a"));
    int nameSynced = calls.made.lastIndexOf("fsync " + directory);
    assertThat(written).isNotNegative();
    assertThat(fileSynced).isGreaterThan(written);
    assertThat(nameSynced).as("the directory's sync").isGreaterThan(fileSynced);
  }

  @Test
  void aSyncReachesTheSystemForThatFileEachTime() throws Exception {
    syncsTwice();
  }

  private void syncsTwice() throws IOException {
    try (Arena arena = Arena.ofConfined();
        StorageFile file = storage.create("a", FILE_BYTES);
        StorageFile other = storage.create("b", FILE_BYTES)) {
      calls.made.clear();
      file.write(0, noise(arena, BLOCK_BYTES));
      other.write(0, noise(arena, BLOCK_BYTES));
      file.sync();
      file.sync();
      String path = directory.resolve("a").toString();
      assertThat(calls.made)
          .isEqualTo(
              List.of(
                  "pwrite " + path,
                  "pwrite " + directory.resolve("b"),
                  "fdatasync " + path,
                  "fdatasync " + path));
    }
  }

  @Test
  void aFailedSyncIsNeverFollowedByASuccessfulOne() throws Exception {
    try (Arena arena = Arena.ofConfined();
        StorageFile file = storage.create("a", FILE_BYTES)) {
      file.write(0, noise(arena, BLOCK_BYTES));
      calls.syncsToFail = 1;
      assertThatThrownBy(file::sync).hasMessageContaining("Input/output error");
      assertThatThrownBy(file::sync)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("an earlier sync failed");
    }
  }

  @Test
  void whereDirectWritesAreRefusedFilesAreBufferedWithTheSamePromises() throws Exception {
    calls.refusesDirect = true;
    FileStorage buffered = FileStorage.open(directory, calls);
    assertThat(buffered.direct()).isFalse();
    storage = buffered;
    writesAndReadsBack();
    assertThat(FileStorage.open(directory, calls).direct())
        .as("asked of a file that is there")
        .isFalse();
    syncsTwice();
  }

  @Test
  void aFileThatIsMadeAnewHoldsNothingOfTheOldOneBeyondItsSize() throws Exception {
    storage.create("a", FILE_BYTES).close();
    storage.create("a", BLOCK_BYTES).close();
    try (StorageFile file = storage.open("a")) {
      assertThat(file.sizeBytes()).isEqualTo(BLOCK_BYTES);
    }
    storage.delete("a");
    storage.delete("a");
    assertThat(storage.names()).isEmpty();
    assertThatThrownBy(() -> storage.open("a")).isInstanceOf(IOException.class);
  }

  @Test
  void aFullFileSystemRefusesANewFileAndLeavesNothingOfIt() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("small"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", mount.toString()), "no root");
    try {
      Storage small = FileStorage.open(mount);
      try (Arena arena = Arena.ofConfined();
          StorageFile kept = small.create("kept", 512 << 10)) {
        assertThatThrownBy(() -> small.create("more", 1 << 20))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("No space left on device");
        assertThat(small.names()).containsExactly("kept");
        // What is there was allocated, so it can be written however full the file system is.
        Files.write(mount.resolve("filler"), new byte[500 << 10]);
        MemorySegment noise = noise(arena, 512 << 10);
        kept.write(0, noise);
        kept.sync();
        MemorySegment found = aligned(arena, 512 << 10);
        kept.read(0, found);
        assertThat(bytes(found)).isEqualTo(bytes(noise));
      }
      // To be opened a full file system needs no room.
      assertThat(FileStorage.open(mount).names()).containsExactly("filler", "kept");
    } finally {
      run("umount", mount.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
