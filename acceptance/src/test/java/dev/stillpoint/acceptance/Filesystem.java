package dev.stillpoint.acceptance;

import java.io.IOException;
import java.nio.file.Path;

/** A disk of a server as a mounted ext4. */
final class Filesystem implements AutoCloseable {
  private final FuseFile file;
  private final Path root;

  private Filesystem(FuseFile file, Path root) {
    this.file = file;
    this.root = root;
  }

  /** Makes an ext4 on an empty disk and mounts it at {@code at}. */
  static Filesystem make(ServerProcess server, String diskId, Path at)
      throws IOException, InterruptedException {
    return mount(server, diskId, at, FuseFile::makeExt4);
  }

  /** Mounts the ext4 that a disk holds; its journal is replayed as after a power cut. */
  static Filesystem open(ServerProcess server, String diskId, Path at)
      throws IOException, InterruptedException {
    return mount(server, diskId, at, _ -> {});
  }

  private interface Preparation {
    void prepare(FuseFile file) throws IOException;
  }

  private static Filesystem mount(
      ServerProcess server, String diskId, Path at, Preparation preparation)
      throws IOException, InterruptedException {
    FuseFile file =
        FuseFile.open(at.resolveSibling(at.getFileName() + "-fuse"), server.nbdUri(diskId));
    try {
      preparation.prepare(file);
      return new Filesystem(file, file.mount(at));
    } catch (IOException | AssertionError e) {
      file.close();
      throw e;
    }
  }

  Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
