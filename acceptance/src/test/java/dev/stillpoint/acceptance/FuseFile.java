package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An export as a file, by nbdfuse, and an ext4 on it that is mounted through a loop device. */
final class FuseFile implements AutoCloseable {
  private static final int SECONDS_MAX = 20;

  private final Path folder;
  private final Process process;
  private final List<Path> mounted = new ArrayList<>();

  private FuseFile(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Serves an export as a file below {@code folder}. */
  static FuseFile open(Path folder, String uri) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process process =
        new ProcessBuilder("nbdfuse", folder.resolve("nbd").toString(), uri).inheritIO().start();
    FuseFile file = new FuseFile(folder, process);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!Files.exists(file.path())) {
      assertThat(process.isAlive()).as("nbdfuse %s", uri).isTrue();
      assertThat(System.nanoTime()).as("nbdfuse takes too long").isLessThan(deadline);
      Thread.sleep(20);
    }
    return file;
  }

  Path path() {
    return folder.resolve("nbd");
  }

  void makeExt4() throws IOException {
    Tool.run("mkfs.ext4", "-q", "-F", path().toString());
  }

  void check() throws IOException {
    Tool.run("e2fsck", "-f", "-n", path().toString());
  }

  /** Mounts the filesystem; {@link #close} unmounts it. */
  Path mount(Path at) throws IOException {
    Files.createDirectories(at);
    Tool.run("mount", "-o", "loop", path().toString(), at.toString());
    mounted.add(at);
    return at;
  }

  void unmount() throws IOException {
    while (!mounted.isEmpty()) {
      Tool.run("umount", mounted.removeLast().toString());
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Tool.run("umount", folder.toString());
    assertThat(process.onExit().completeOnTimeout(null, SECONDS_MAX, TimeUnit.SECONDS).join())
        .as("nbdfuse ends")
        .isNotNull();
  }
}
