package dev.stillpoint.server.directory;

import dev.stillpoint.control.ring.RootKey;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one file that holds a key in the open: a line with a title and the root key in Base64.
 * Readable by its owner only, and refused when it is not. Without it nothing that is encrypted can
 * ever be read again.
 */
public final class RootKeyFile {
  private static final String TITLE = "stillpoint-root-key-1 ";
  private static final int FILE_BYTES_MAX = 256;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private RootKeyFile() {}

  /**
   * Reads the key.
   *
   * @throws CannotStart the file is missing, open to others, or no root key
   */
  public static RootKey open(Path file) throws CannotStart, IOException {
    if (!Files.isRegularFile(file)) {
      throw new CannotStart(
          "The root key "
              + file
              + " is missing. The keys in the catalog are wrapped under it, so no other will do.");
    }
    if (!Ownership.trusted(file)) {
      throw new CannotStart(
          "The root key " + file + " belongs to another user, who could put his own in its place.");
    }
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new CannotStart(
          "The root key " + file + " is open to others than its owner; make it 0600.");
    }
    if (Files.size(file) <= FILE_BYTES_MAX) {
      String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (line.startsWith(TITLE)) {
        byte[] bytes = decoded(line.substring(TITLE.length()));
        if (bytes.length == RootKey.BYTES) {
          RootKey key = RootKey.of(bytes);
          Arrays.fill(bytes, (byte) 0);
          return key;
        }
      }
    }
    throw new CannotStart("The file " + file + " holds no root key.");
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /**
   * As {@link #open}, but a file that is missing is made, all of it or nothing. Of several servers
   * that make the same file at once one does, and all of them have its key.
   */
  public static RootKey openOrMake(Path file, SecureRandom random) throws CannotStart, IOException {
    if (Files.exists(file)) {
      return open(file);
    }
    RootKey key = RootKey.make(random);
    byte[] bytes = key.bytes();
    String line = TITLE + Base64.getEncoder().encodeToString(bytes) + "\n";
    Arrays.fill(bytes, (byte) 0);
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new", OWNER_READS);
    try {
      write(fresh, line);
      // Unlike a move, a link never replaces a key that somebody else made meanwhile.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException _) {
      return open(file);
    } finally {
      Files.delete(fresh);
    }
    try (FileChannel directory = FileChannel.open(folder)) {
      directory.force(true);
    }
    return key;
  }

  private static void write(Path file, String line) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }
}
