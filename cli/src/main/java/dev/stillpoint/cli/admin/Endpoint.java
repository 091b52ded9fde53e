package dev.stillpoint.cli.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import tools.jackson.databind.JsonNode;

/**
 * Where a running server is and with which key it is called. The secret never shows in {@link
 * #toString}.
 *
 * @param hostPort host and port of the API, without a scheme
 * @param region the region
 * @param credentials the file with the access key
 * @param keyId the key's public half
 * @param secret what signs, or a word that stands for it
 * @param secretShown whether it is the secret
 */
record Endpoint(
    String hostPort,
    String region,
    Path credentials,
    String keyId,
    String secret,
    boolean secretShown) {
  /** Takes the server's word, and the key from its file. */
  static Endpoint of(JsonNode status, boolean withSecret) throws IOException {
    Path credentials = Path.of(status.path("credentials").asString(""));
    Properties file = new Properties();
    try (var reader = Files.newBufferedReader(credentials)) {
      file.load(reader);
    }
    return new Endpoint(
        URI.create(status.path("api").asString("")).getAuthority(),
        status.path("region").asString(""),
        credentials,
        file.getProperty("access_key_id", ""),
        withSecret ? file.getProperty("access_key_secret", "") : "SECRET",
        withSecret);
  }

  /** Variables that clients read. */
  Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ALIBABA_CLOUD_CREDENTIALS_FILE", credentials.toString());
    all.put("ALIBABA_CLOUD_ACCESS_KEY_ID", keyId);
    if (secretShown) {
      all.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret);
    }
    all.put("ALIBABA_CLOUD_REGION", region);
    all.put("ALIBABA_CLOUD_REGION_ID", region);
    all.put("ALIBABA_CLOUD_ENDPOINT_ECS", hostPort);
    return all;
  }

  @Override
  public String toString() {
    return "Endpoint[" + hostPort + " with " + keyId + "]";
  }
}
