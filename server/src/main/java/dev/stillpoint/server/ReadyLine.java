package dev.stillpoint.server;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The one line that the server writes to standard output, once it serves. */
final class ReadyLine {
  /** What stands before the members. */
  static final String PREFIX = "READY ";

  private ReadyLine() {}

  static String of(
      URI api,
      Path nbdSocket,
      Optional<URI> nbdTcp,
      String region,
      List<String> zones,
      Path credentials) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("api", api.toString());
    members.put("nbd", "nbd+unix:///?socket=" + escape(nbdSocket));
    nbdTcp.ifPresent(uri -> members.put("nbdTcp", uri.toString()));
    members.put("region", region);
    members.put("zones", zones);
    members.put("credentials", credentials.toString());
    return PREFIX + JsonMapper.shared().writeValueAsString(members);
  }

  /** A path in a query keeps its slashes, so that people can read it. */
  private static String escape(Path path) {
    return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/");
  }
}
