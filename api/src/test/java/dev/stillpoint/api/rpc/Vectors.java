package dev.stillpoint.api.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The committed signature vectors, which another program computed from the written rule. */
final class Vectors {
  static final AccessKey KEY = new AccessKey("testid", "testsecret", "1000000000000001", true);
  static final String TIME = "2016-02-23T12:46:24Z";

  private final Properties properties = new Properties();

  Vectors() {
    try (InputStream in = Vectors.class.getResourceAsStream("signatures.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String get(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("no vector " + name);
    }
    return value;
  }

  /** The request of a vector of the newer signature. */
  Request acs3(String vector) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : get(vector + ".headerNames").split(",", -1)) {
      headers.put(name, List.of(get(vector + ".header." + name)));
    }
    headers.put("Authorization", List.of(get(vector + ".authorization")));
    return new Request(
        get(vector + ".method"),
        "/",
        get(vector + ".query"),
        headers,
        get(vector + ".body").getBytes(StandardCharsets.UTF_8));
  }

  /** The request of a vector of the older signature, all in the query. */
  Request first(String vector) {
    String query =
        get(vector + ".query") + "&Signature=" + PercentCode.encode(get(vector + ".signature"));
    return new Request(get(vector + ".method"), "/", query, Map.of(), new byte[0]);
  }
}
