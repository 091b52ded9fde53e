package dev.stillpoint.bench;

import dev.stillpoint.client.AccessKey;
import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiClient;
import dev.stillpoint.client.ApiFault;
import dev.stillpoint.client.Signature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This product: a server process, an instance and a disk that were made through the API. */
final class Stillpoint implements Contender {
  static final String NAME = "stillpoint";

  private static final Duration START_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration STATE_TIME_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long GIB = 1L << 30;
  private static final String READY = "READY ";

  private final List<String> serveCommand;
  private final long cacheBytes;

  /**
   * Ours.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param cacheBytes its read cache
   */
  Stillpoint(List<String> serveCommand, long cacheBytes) {
    this.serveCommand = List.copyOf(serveCommand);
    this.cacheBytes = cacheBytes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public Target start(Path directory, long diskBytes) throws CannotMeasure, InterruptedException {
    List<String> command = new ArrayList<>(serveCommand);
    Path configuration = directory.resolve("stillpoint.conf");
    try {
      Files.writeString(configuration, "cache.size = " + cacheBytes + "\n");
    } catch (IOException e) {
      throw new CannotMeasure("cannot write " + configuration + ": " + e.getMessage(), e);
    }
    command.addAll(List.of("--data", directory.resolve("pool").toString(), "--api", "127.0.0.1:0"));
    command.addAll(List.of("--config", configuration.toString()));
    ChildProcess process = ChildProcess.start(command, directory.resolve("messages"));
    try {
      JsonNode ready = ready(process.firstLine(START_TIME_MAX));
      URI nbd = URI.create(ready.path("nbd").asString(""));
      Path socket = Path.of(nbd.getQuery().substring("socket=".length()));
      String diskId = attachedDisk(ready, diskBytes);
      return new Target(NAME, command, socket, diskId, process);
    } catch (IOException | ApiFault e) {
      process.close();
      throw new CannotMeasure("the server made no disk: " + e.getMessage(), e);
    } catch (CannotMeasure | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  private static JsonNode ready(String line) throws CannotMeasure {
    if (!line.startsWith(READY)) {
      throw new CannotMeasure("the server's first line is not READY but: " + line);
    }
    try {
      return JsonMapper.shared().readTree(line.substring(READY.length()));
    } catch (JacksonException e) {
      throw new CannotMeasure("the server's READY line carries no JSON: " + line, e);
    }
  }

  private static String attachedDisk(JsonNode ready, long diskBytes)
      throws IOException, ApiFault, CannotMeasure, InterruptedException {
    AccessKey key = AccessKey.read(Path.of(ready.path("credentials").asString("")));
    URI endpoint = URI.create(ready.path("api").asString(""));
    String region = ready.path("region").asString("");
    String zone = ready.path("zones").path(0).asString("");
    try (ApiClient api =
        new ApiClient(endpoint, key, Signature.V3, InstantSource.system(), new SecureRandom())) {
      String instance = runningInstance(api, region, zone);
      String disk =
          api.call(
                  "CreateDisk",
                  parameters(
                      "RegionId",
                      region,
                      "ZoneId",
                      zone,
                      "DiskCategory",
                      "cloud_essd",
                      "Size",
                      Long.toString(diskBytes / GIB)))
              .path("DiskId")
              .asString("");
      api.call("AttachDisk", parameters("InstanceId", instance, "DiskId", disk));
      awaitStatus(
          api,
          "DescribeDisks",
          parameters("RegionId", region, "DiskIds", "[\"" + disk + "\"]"),
          "/Disks/Disk/0/Status",
          "In_use");
      return disk;
    }
  }

  private static String runningInstance(Api api, String region, String zone)
      throws IOException, ApiFault, CannotMeasure, InterruptedException {
    String instance =
        api.call(
                "RunInstances",
                parameters(
                    "RegionId",
                    region,
                    "ZoneId",
                    zone,
                    "ImageId",
                    "bench",
                    "InstanceType",
                    "ecs.bench"))
            .at("/InstanceIdSets/InstanceIdSet/0")
            .asString("");
    awaitStatus(
        api,
        "DescribeInstances",
        parameters("RegionId", region, "InstanceIds", "[\"" + instance + "\"]"),
        "/Instances/Instance/0/Status",
        "Running");
    return instance;
  }

  private static void awaitStatus(
      Api api, String action, SequencedMap<String, String> query, String path, String wanted)
      throws IOException, ApiFault, CannotMeasure, InterruptedException {
    long deadline = System.nanoTime() + STATE_TIME_MAX.toNanos();
    String status = "";
    while (System.nanoTime() < deadline) {
      status = api.call(action, query).at(path).asString("");
      if (status.equals(wanted)) {
        return;
      }
      Thread.sleep(POLL);
    }
    throw new CannotMeasure(action + " still says '" + status + "' instead of '" + wanted + "'");
  }

  private static SequencedMap<String, String> parameters(String... namesAndValues) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }
}
