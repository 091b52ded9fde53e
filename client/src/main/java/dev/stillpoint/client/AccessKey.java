package dev.stillpoint.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An account's access key: who calls, and the secret that signs.
 *
 * @param id the key's ID, sent with each call
 * @param secret the secret, never sent and never printed
 */
public record AccessKey(String id, String secret) {
  private static final int FILE_BYTES_MAX = 64 * 1024;

  /** Refuses a key without an ID or a secret. */
  public AccessKey {
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("an access key has an ID and a secret");
    }
  }

  /**
   * Reads the first access key of a credentials file in the Alibaba Cloud format ({@code
   * [default]}, {@code type = access_key}, {@code access_key_id}, {@code access_key_secret}).
   *
   * @throws IOException the file cannot be read, is larger than 64 KiB, or lacks a key
   */
  public static AccessKey read(Path credentials) throws IOException {
    if (Files.size(credentials) > FILE_BYTES_MAX) {
      throw new IOException(credentials + " is larger than " + FILE_BYTES_MAX + " bytes");
    }
    return parse(credentials, Files.readAllLines(credentials));
  }

  private static AccessKey parse(Path credentials, List<String> lines) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (!text.startsWith("#") && !text.startsWith(";") && equals > 0) {
        values.putIfAbsent(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    String id = values.getOrDefault("access_key_id", "");
    String secret = values.getOrDefault("access_key_secret", "");
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException(credentials + " has no access_key_id and access_key_secret");
    }
    return new AccessKey(id, secret);
  }

  /** Names the key without its secret. */
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
