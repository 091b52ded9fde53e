package dev.stillpoint.server.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The first account's access key in the cloud's own credentials-file format, so that its SDKs and
 * command lines take it as it is. Readable by the owner only from its first moment.
 */
public final class CredentialsFile {
  private CredentialsFile() {}

  /** Writes the file unless it is there already; all of it or nothing. */
  public static void writeOnce(Path file, String keyId, String secret) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    String text =
        "[default]\ntype = access_key\naccess_key_id = "
            + keyId
            + "\naccess_key_secret = "
            + secret
            + "\n";
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
