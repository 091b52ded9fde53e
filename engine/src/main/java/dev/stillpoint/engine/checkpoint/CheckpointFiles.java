package dev.stillpoint.engine.checkpoint;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checkpoints as files {@code checkpoint-N}, each written whole, synced, and only then trusted, and
 * a copy {@code checkpoint-N-copy} behind it. The newest one counts that was ever whole: one
 * without a copy that is not intact may never have been, and then the one before it counts, unless
 * the log knows better ({@code engine.recovery}).
 *
 * <pre>
 *   0  magic 8 "STPTCHK1"
 *   8  version 4, reserved 4
 *  16  poolHigh, poolLow 16
 *  32  number 8
 *  40  bodyBytes 8
 *  48  bodyCrc 4
 *  52  headCrc 4   CRC-32C of bytes 0 to 52
 *  4096  body: see {@link CheckpointBody}, padded with zeros to a whole block
 * </pre>
 */
public final class CheckpointFiles {
  /** What to do where no checkpoint counts any more. */
  public static final String HOW_TO_REPAIR =
      "stop the server and let 'stillpoint check --repair' build the maps anew from the log";

  private static final String PREFIX = "checkpoint-";
  private static final String COPY = "-copy";
  private static final int NUMBER_DIGITS = 12;
  private static final int VERSION = 3;
  private static final long MAGIC = 0x314B484354505453L;
  private static final int PIECE_BYTES = 1 << 20;

  private final Storage storage;
  private final long poolHigh;
  private final long poolLow;

  public CheckpointFiles(Storage storage, long poolHigh, long poolLow) {
    this.storage = storage;
    this.poolHigh = poolHigh;
    this.poolLow = poolLow;
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, PREFIX + "%012d", number);
  }

  private static long number(String name) {
    return Long.parseLong(name.substring(PREFIX.length(), PREFIX.length() + NUMBER_DIGITS));
  }

  /** Names of all files, the newest first. */
  private List<String> existing() throws IOException {
    return storage.names().stream()
        .filter(name -> name.matches(PREFIX + "[0-9]{12}(" + COPY + ")?"))
        .sorted(
            Comparator.comparingLong(CheckpointFiles::number)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Thrown when no file could be made for a checkpoint: with more room it might go well. */
  public static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoom(IOException cause) {
      super("no room for a checkpoint: " + cause.getMessage(), cause);
    }
  }

  private StorageFile make(String name, long bytes) throws NoRoom {
    try {
      return storage.create(name, bytes);
    } catch (IOException e) {
      throw new NoRoom(e);
    }
  }

  /**
   * Writes a checkpoint durably, then its copy, then deletes all older ones. Once the first is
   * durable it counts, whatever becomes of the rest; the next one tries again to delete.
   *
   * @param usage living nodes by page
   */
  public void write(Checkpoint checkpoint, byte[] usage) throws IOException {
    long[] numbers = {0};
    CheckpointBody.encode(checkpoint, usage, _ -> numbers[0]++);
    write(checkpoint, usage, numbers[0] * 8, name(checkpoint.number()));
    try {
      write(checkpoint, usage, numbers[0] * 8, name(checkpoint.number()) + COPY);
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "the checkpoint has no copy: " + e.getMessage());
    }
    deleteBefore(checkpoint.number());
  }

  private void deleteBefore(long number) {
    try {
      for (String name : existing()) {
        if (number(name) < number) {
          storage.delete(name);
        }
      }
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "an older checkpoint stays behind", e);
    }
  }

  private void write(Checkpoint checkpoint, byte[] usage, long bodyBytes, String name)
      throws IOException {
    long padded = (bodyBytes + Layout.BLOCK_BYTES - 1) / Layout.BLOCK_BYTES * Layout.BLOCK_BYTES;
    try (StorageFile file = make(name, Layout.BLOCK_BYTES + padded);
        Arena arena = Arena.ofConfined()) {
      Pieces pieces = new Pieces(file, arena.allocate(PIECE_BYTES, Layout.BLOCK_BYTES));
      CheckpointBody.encode(checkpoint, usage, pieces::put);
      int bodyCrc = pieces.finish();
      if (pieces.failure != null) {
        throw pieces.failure;
      }
      MemorySegment head = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      head.set(LONG, 0, MAGIC);
      head.set(INT, 8, VERSION);
      head.set(LONG, 16, poolHigh);
      head.set(LONG, 24, poolLow);
      head.set(LONG, 32, checkpoint.number());
      head.set(LONG, 40, bodyBytes);
      head.set(INT, 48, bodyCrc);
      head.set(INT, 52, new Crc().of(head, 0, 52));
      file.write(0, head);
      file.sync();
    }
  }

  /** Deletes what there is of a checkpoint whose writing failed. */
  public void discard(long number) throws IOException {
    storage.delete(name(number));
    storage.delete(name(number) + COPY);
  }

  /** Number of the newest file, damaged or not; 0 if there is none. */
  public long newestNumber() throws IOException {
    List<String> names = existing();
    return names.isEmpty() ? 0 : number(names.getFirst());
  }

  /**
   * A checkpoint as it stood in its file.
   *
   * @param usage living nodes by page
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(String file, Checkpoint checkpoint, byte[] usage) {}

  /**
   * Makes what was found durable: a process that was killed may have left it with the system only,
   * and what it gives back must not be written over while a power cut could bring the one before it
   * back.
   */
  public void settle(Found found) throws IOException {
    try (StorageFile file = storage.open(found.file())) {
      file.sync();
    }
  }

  /**
   * The newest intact checkpoint.
   *
   * @throws PoolFormatException when there is none, or a newer one was whole before
   */
  public Found read() throws IOException {
    IOException unreadable = null;
    long newest = newestNumber();
    String newer = "";
    for (String name : existing()) {
      if (unreadable != null && number(name) != newest) {
        // An older one is no answer to what the newest says.
        throw unreadable;
      }
      if (newer.endsWith(COPY) && number(name) < number(newer)) {
        // There is a copy only of what was durable before.
        throw new PoolFormatException(
            "checkpoint "
                + number(newer)
                + " is damaged, and so is its copy; what the older one in "
                + name
                + " reaches may have been written over: "
                + HOW_TO_REPAIR);
      }
      newer = name;
      try {
        Optional<Found> found = read(name);
        if (found.isPresent()) {
          return found.get();
        }
      } catch (PoolFormatException e) {
        throw e;
      } catch (IOException e) {
        unreadable = e;
      }
    }
    throw unreadable != null
        ? unreadable
        : new PoolFormatException("no intact checkpoint: " + HOW_TO_REPAIR);
  }

  private Optional<Found> read(String name) throws IOException {
    try (StorageFile file = storage.open(name);
        Arena arena = Arena.ofConfined()) {
      Optional<MemorySegment> head = head(file, name, arena);
      if (head.isEmpty()) {
        return Optional.empty();
      }
      long bodyBytes = head.get().get(LONG, 40);
      Pieces pieces = new Pieces(file, arena.allocate(PIECE_BYTES, Layout.BLOCK_BYTES));
      if (pieces.checksum(bodyBytes) != head.get().get(INT, 48)) {
        return Optional.empty();
      }
      pieces.rewind(bodyBytes);
      CheckpointBody.Content content =
          CheckpointBody.decode(head.get().get(LONG, 32), pieces::take);
      pieces.requireRead();
      return Optional.of(new Found(name, content.checkpoint(), content.usage()));
    }
  }

  /** The head of a file, if it is intact and that of this checkpoint. */
  private Optional<MemorySegment> head(StorageFile file, String name, Arena arena)
      throws IOException {
    if (file.sizeBytes() < Layout.BLOCK_BYTES) {
      // Its creation was cut off by a crash.
      return Optional.empty();
    }
    MemorySegment head = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
    file.read(0, head);
    if (head.get(LONG, 0) != MAGIC || head.get(INT, 52) != new Crc().of(head, 0, 52)) {
      return Optional.empty();
    }
    if (head.get(INT, 8) != VERSION) {
      throw new PoolFormatException(
          name + " has version " + head.get(INT, 8) + ", this program knows " + VERSION);
    }
    if (head.get(LONG, 16) != poolHigh || head.get(LONG, 24) != poolLow) {
      throw new PoolFormatException(name + " belongs to another pool");
    }
    // Under another's name: what a file that was deleted before held, this one was never written.
    return number(name) == head.get(LONG, 32) ? Optional.of(head) : Optional.empty();
  }

  /** Whether the newest checkpoint is there in both copies, intact. */
  public boolean bothIntact() throws IOException {
    String newest = name(newestNumber());
    return intact(newest) && intact(newest + COPY);
  }

  /** Whether a copy at least of the newest checkpoint is intact. */
  public boolean anyIntact() throws IOException {
    String newest = name(newestNumber());
    return intact(newest) || intact(newest + COPY);
  }

  private boolean intact(String name) throws IOException {
    if (!storage.names().contains(name)) {
      return false;
    }
    try (StorageFile file = storage.open(name);
        Arena arena = Arena.ofConfined()) {
      Optional<MemorySegment> head = head(file, name, arena);
      return head.isPresent()
          && new Pieces(file, arena.allocate(PIECE_BYTES, Layout.BLOCK_BYTES))
                  .checksum(head.get().get(LONG, 40))
              == head.get().get(INT, 48);
    }
  }

  /** Bytes of the newest checkpoint's files. */
  public long newestBytes() throws IOException {
    long bytes = 0;
    String newest = name(newestNumber());
    for (String name : List.of(newest, newest + COPY)) {
      if (storage.names().contains(name)) {
        try (StorageFile file = storage.open(name)) {
          bytes += file.sizeBytes();
        }
      }
    }
    return bytes;
  }

  /** A stream of 64-bit numbers over the body of a file, a megabyte at a time. */
  private static final class Pieces {
    private final StorageFile file;
    private final MemorySegment piece;
    private final java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    private long position = Layout.BLOCK_BYTES;
    private int at;
    private int filled;
    private IOException failure;

    Pieces(StorageFile file, MemorySegment piece) {
      this.file = file;
      this.piece = piece;
    }

    void put(long value) {
      if (at == PIECE_BYTES) {
        writePiece(PIECE_BYTES);
      }
      piece.set(LONG, at, value);
      at += 8;
    }

    private void writePiece(int bytes) {
      crc.update(piece.asSlice(0, at).asByteBuffer());
      piece.asSlice(at, bytes - at).fill((byte) 0);
      try {
        if (failure == null) {
          file.write(position, piece.asSlice(0, bytes));
        }
      } catch (IOException e) {
        failure = e;
      }
      position += bytes;
      at = 0;
    }

    int finish() {
      if (at > 0) {
        writePiece((at + Layout.BLOCK_BYTES - 1) / Layout.BLOCK_BYTES * Layout.BLOCK_BYTES);
      }
      return (int) crc.getValue();
    }

    void requireRead() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    int checksum(long bodyBytes) throws IOException {
      long end = file.sizeBytes();
      long left = bodyBytes;
      for (long from = Layout.BLOCK_BYTES; left > 0; from += PIECE_BYTES) {
        if (from >= end) {
          return ~(int) crc.getValue();
        }
        int bytes = (int) Math.min(PIECE_BYTES, end - from);
        file.read(from, piece.asSlice(0, bytes));
        int counted = (int) Math.min(left, bytes);
        crc.update(piece.asSlice(0, counted).asByteBuffer());
        left -= counted;
      }
      return (int) crc.getValue();
    }

    void rewind(long bodyBytes) {
      position = Layout.BLOCK_BYTES;
      at = 0;
      filled = 0;
      assert bodyBytes % 8 == 0;
    }

    long take() {
      if (at == filled) {
        filled = (int) Math.min(PIECE_BYTES, file.sizeBytes() - position);
        try {
          if (filled <= 0) {
            throw new PoolFormatException("a checkpoint ends too early");
          }
          file.read(position, piece.asSlice(0, filled));
        } catch (IOException e) {
          failure = e;
          filled = PIECE_BYTES;
          piece.fill((byte) 0);
        }
        position += filled;
        at = 0;
      }
      long value = piece.get(LONG, at);
      at += 8;
      return value;
    }
  }
}
