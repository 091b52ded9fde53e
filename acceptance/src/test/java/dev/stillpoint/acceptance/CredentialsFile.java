package dev.stillpoint.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The access key that a server wrote at its first start. */
record CredentialsFile(String id, String secret) {
  static CredentialsFile read(Path file) throws IOException {
    String text = Files.readString(file);
    return new CredentialsFile(value(text, "access_key_id"), value(text, "access_key_secret"));
  }

  private static String value(String text, String name) {
    var line = Pattern.compile("(?m)^" + name + "\\s*=\\s*(\\S+)\\s*$").matcher(text);
    if (!line.find()) {
      throw new IllegalStateException("the credentials file has no " + name);
    }
    return line.group(1);
  }
}
