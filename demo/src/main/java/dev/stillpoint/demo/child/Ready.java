package dev.stillpoint.demo.child;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the server said when it was ready.
 *
 * @param api where the API is called
 * @param nbdSocket the unix socket of the disks
 * @param credentials the file with the first account's access key
 * @param region the region's ID
 * @param zone the ID of the region's first zone
 */
public record Ready(URI api, Path nbdSocket, Path credentials, String region, String zone) {
  private static final String PREFIX = "READY ";
  private static final String SOCKET = "socket=";

  /** The address of the disks. */
  public UnixDomainSocketAddress nbd() {
    return UnixDomainSocketAddress.of(nbdSocket);
  }

  /**
   * Reads a READY line.
   *
   * @throws IOException it is no READY line or lacks a member
   */
  static Ready parse(String line) throws IOException {
    if (!line.startsWith(PREFIX)) {
      throw new IOException("expected READY and got: " + line);
    }
    try {
      JsonNode members = new ObjectMapper().readTree(line.substring(PREFIX.length()));
      return new Ready(
          URI.create(member(members, "api")),
          socket(member(members, "nbd")),
          Path.of(member(members, "credentials")),
          member(members, "region"),
          members.path("zones").path(0).asString("cn-hangzhou-h"));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("malformed READY line: " + line, e);
    }
  }

  private static Path socket(String nbd) throws IOException {
    String query = String.valueOf(URI.create(nbd).getRawQuery());
    if (!query.startsWith(SOCKET)) {
      throw new IOException("READY names no unix socket for NBD: " + nbd);
    }
    return Path.of(URLDecoder.decode(query.substring(SOCKET.length()), StandardCharsets.UTF_8));
  }

  private static String member(JsonNode members, String name) throws IOException {
    String value = members.path(name).asString("");
    if (value.isEmpty()) {
      throw new IOException("the READY line has no " + name);
    }
    return value;
  }
}
