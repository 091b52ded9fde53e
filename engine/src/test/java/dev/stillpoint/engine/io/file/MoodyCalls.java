package dev.stillpoint.engine.io.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The system's calls, noted down, and on a bad day: interrupted, short, refused. What it does not
 * spoil it passes on.
 */
final class MoodyCalls extends SystemCalls {
  private static final int EIO = 5;
  private static final int BLOCK_BYTES = 4096;

  /** Calls in their order, as {@code fsync /some/path}. */
  final List<String> made = new ArrayList<>();

  boolean interrupts;
  boolean shortens;
  boolean refusesDirect;
  boolean refusesReads;
  int syncsToFail;
  private int turn;

  @Override
  int open(String path, int flags, int mode) throws IOException {
    if (refusesDirect && (flags & O_DIRECT) != 0) {
      throw new Failed("open", path, EINVAL);
    }
    return super.open(path, flags, mode);
  }

  @Override
  long pread(int fd, MemorySegment to, long length, long position, String what) throws IOException {
    made.add("pread " + what);
    if (refusesReads) {
      throw new Failed("read", what, EIO);
    }
    return interrupted() ? -1 : super.pread(fd, to, some(length), position, what);
  }

  @Override
  long pwrite(int fd, MemorySegment from, long length, long position, String what)
      throws IOException {
    made.add("pwrite " + what);
    return interrupted() ? -1 : super.pwrite(fd, from, some(length), position, what);
  }

  private boolean interrupted() {
    return interrupts && turn++ % 2 == 0;
  }

  private long some(long length) {
    return shortens ? Math.min(length, BLOCK_BYTES) : length;
  }

  @Override
  void fdatasync(int fd, String what) throws IOException {
    made.add("fdatasync " + what);
    if (syncsToFail > 0) {
      syncsToFail--;
      throw new Failed("fdatasync", what, EIO);
    }
    super.fdatasync(fd, what);
  }

  @Override
  void fsync(int fd, String what) throws IOException {
    made.add("fsync " + what);
    super.fsync(fd, what);
  }
}
