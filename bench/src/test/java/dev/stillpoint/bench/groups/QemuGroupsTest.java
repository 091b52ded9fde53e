package dev.stillpoint.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.bench.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon. */
class QemuGroupsTest {
  private static final long BYTES = 16 << 20;

  @TempDir Path directory;

  @Test
  void afterATransactionWritesGoToNewOverlaysOfAllDisks() throws Exception {
    Commands programs = Commands.ofEnvironment();
    assumeTrue(QemuGroups.absence(programs).isEmpty(), "qemu-storage-daemon is not installed");
    try (QemuGroups qemu = QemuGroups.start(programs, directory, 2, BYTES)) {
      Filling.inOrder(qemu.socket(), qemu.exports(), 1 << 20);
      for (int generation = 1; generation <= 2; generation++) {
        qemu.prepare();
        qemu.freeze();
        long frozen = Files.size(image(0, generation - 1));
        long empty = Files.size(image(1, generation));
        Filling.inOrder(qemu.socket(), qemu.exports(), 4 << 20);
        assertThat(Files.size(image(0, generation - 1))).isEqualTo(frozen);
        assertThat(Files.size(image(1, generation))).isGreaterThan(empty);
      }
      Filling.requireReadable(qemu.socket(), qemu.exports());
    }
  }

  @Test
  void withoutTheDaemonASentenceSaysHowToGetIt() {
    assertThat(QemuGroups.absence(new Commands("")))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("qemu-storage-daemon", "qemu-system-common"));
  }

  private Path image(int disk, int generation) {
    return directory.resolve("d" + disk + "-" + generation + ".qcow2");
  }
}
