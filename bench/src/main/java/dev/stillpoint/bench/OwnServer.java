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
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server process of this product, with what a benchmark asks of it through the API.
 *
 * @param command what started it
 * @param process the process
 * @param ready the document of its READY line
 */
public record OwnServer(List<String> command, ChildProcess process, JsonNode ready)
    implements AutoCloseable {
  private static final Duration START_TIME_MAX = Duration.ofSeconds(60);
  private static final Duration STATE_TIME_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long ESSD_GIB_MIN = 20;
  private static final String READY = "READY ";

  /** Keeps its own copy of the words. */
  public OwnServer {
    command = List.copyOf(command);
  }

  /**
   * Starts one.
   *
   * @param serveCommand the words that start the server, up to and including {@code serve}
   * @param directory empty; holds its data, its configuration and its messages
   * @param configuration the lines of its configuration file
   */
  public static OwnServer start(List<String> serveCommand, Path directory, String configuration)
      throws CannotMeasure, InterruptedException {
    Path file = directory.resolve("stillpoint.conf");
    try {
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new CannotMeasure("cannot write " + file + ": " + e.getMessage(), e);
    }
    List<String> command = new ArrayList<>(serveCommand);
    command.addAll(List.of("--data", directory.resolve("pool").toString(), "--api", "127.0.0.1:0"));
    command.addAll(List.of("--config", file.toString()));
    return run(command, directory.resolve("messages"));
  }

  /**
   * Starts the same server on the same data once more.
   *
   * @param messages where this one's messages go
   */
  public OwnServer again(Path messages) throws CannotMeasure, InterruptedException {
    return run(command, messages);
  }

  private static OwnServer run(List<String> command, Path messages)
      throws CannotMeasure, InterruptedException {
    ChildProcess process = ChildProcess.start(command, messages);
    try {
      return new OwnServer(command, process, ready(process.firstLine(START_TIME_MAX)));
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

  /** Its socket for NBD. */
  public Path socket() {
    URI nbd = URI.create(ready.path("nbd").asString(""));
    return Path.of(nbd.getQuery().substring("socket=".length()));
  }

  /** The region that it serves. */
  public String region() {
    return ready.path("region").asString("");
  }

  /** A client with the first account's key. */
  public ApiClient client() throws IOException {
    return new ApiClient(
        URI.create(ready.path("api").asString("")),
        AccessKey.read(Path.of(ready.path("credentials").asString(""))),
        Signature.V3,
        InstantSource.system(),
        new SecureRandom());
  }

  /** Makes an instance and waits until it is Running. */
  public String runningInstance(Api api)
      throws IOException, ApiFault, CannotMeasure, InterruptedException {
    String instance =
        api.call(
                "RunInstances",
                parameters(
                    "RegionId",
                    region(),
                    "ZoneId",
                    zone(),
                    "ImageId",
                    "bench",
                    "InstanceType",
                    "ecs.bench"))
            .at("/InstanceIdSets/InstanceIdSet/0")
            .asString("");
    awaitStatus(
        api,
        "DescribeInstances",
        parameters("RegionId", region(), "InstanceIds", "[\"" + instance + "\"]"),
        "/Instances/Instance/0/Status",
        "Running");
    return instance;
  }

  /** Makes a disk of so many GiB and attaches it to a Running instance. */
  public String attachedDisk(Api api, String instance, long gib)
      throws IOException, ApiFault, CannotMeasure, InterruptedException {
    String disk =
        api.call(
                "CreateDisk",
                parameters(
                    "RegionId",
                    region(),
                    "ZoneId",
                    zone(),
                    "DiskCategory",
                    gib < ESSD_GIB_MIN ? "cloud_auto" : "cloud_essd",
                    "Size",
                    Long.toString(gib)))
            .path("DiskId")
            .asString("");
    api.call("AttachDisk", parameters("InstanceId", instance, "DiskId", disk));
    awaitStatus(
        api,
        "DescribeDisks",
        parameters("RegionId", region(), "DiskIds", "[\"" + disk + "\"]"),
        "/Disks/Disk/0/Status",
        "In_use");
    return disk;
  }

  private String zone() {
    return ready.path("zones").path(0).asString("");
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

  /** Parameters by name and value in turn. */
  public static SequencedMap<String, String> parameters(String... namesAndValues) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }

  @Override
  public void close() {
    process.close();
  }
}
