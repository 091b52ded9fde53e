package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.HostPort;
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.testing.RpcClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server in this process, driven from outside: HTTP and NBD over real sockets. */
class ServerTest {
  private static final String REGION = "cn-hangzhou";

  @TempDir private Path parent;
  private Path data;
  private RunningServer server;
  private RpcClient api;

  @BeforeEach
  void start() throws CannotStart, IOException {
    data = parent.resolve("data");
    restart();
  }

  /** Unasked, whatever the test was about: all that the server knows agrees with itself. */
  @AfterEach
  void everythingAgreesUntilTheEnd() {
    if (server != null) {
      end();
    }
  }

  private void end() {
    try (RunningServer ended = server) {
      server = null;
      assertThat(ended.consistency()).isEmpty();
    }
  }

  @Test
  void groupsAreMadeReadRolledBackAndUndone() throws IOException, InterruptedException {
    String instance = runInstance(2);
    List<String> disks = dataDisks(instance);
    write(disks.get(0), "one");
    write(disks.get(1), "two");
    String group =
        api.call("CreateSnapshotGroup", Map.of("RegionId", REGION, "InstanceId", instance))
            .path("SnapshotGroupId")
            .asString();
    write(disks.get(0), "late");

    JsonNode shown = group(group);
    assertThat(shown.path("Status").asString()).isEqualTo("accomplished");
    assertThat(shown.path("InstanceId").asString()).isEqualTo(instance);
    assertThat(shown.path("CutLsn").asLong()).isPositive();
    assertThat(shown.path("CutTime").asString()).matches("\\d{4}-.*T.*\\.\\d{3}Z");
    Map<String, String> snapshots = snapshots(shown);
    assertThat(snapshots.keySet()).containsAll(disks).hasSize(3);
    assertThat(read(snapshots.get(disks.get(0)))).isEqualTo("one");

    String copy =
        api.call(
                "CreateDisk",
                Map.of(
                    "RegionId",
                    REGION,
                    "ZoneId",
                    "cn-hangzhou-h",
                    "DiskCategory",
                    "cloud_essd",
                    "SnapshotId",
                    snapshots.get(disks.get(0))))
            .path("DiskId")
            .asString();
    api.call("AttachDisk", Map.of("InstanceId", instance, "DiskId", copy));
    assertThat(read(copy)).isEqualTo("one");

    api.call("StopInstance", Map.of("InstanceId", instance));
    assertThatThrownBy(() -> read(copy)).isInstanceOf(IOException.class);
    String undo = reset(snapshots, disks);
    api.call("StartInstance", Map.of("InstanceId", instance));
    assertThat(read(disks.get(0))).isEqualTo("one");
    assertThat(read(disks.get(1))).isEqualTo("two");

    api.call("StopInstance", Map.of("InstanceId", instance));
    reset(snapshots(group(undo)), disks);
    api.call("StartInstance", Map.of("InstanceId", instance));
    assertThat(read(disks.get(0))).isEqualTo("late");
  }

  @Test
  void aRestartKeepsEverythingAndRunningInstancesRun()
      throws IOException, InterruptedException, CannotStart {
    String instance = runInstance(1);
    String disk = dataDisks(instance).get(0);
    write(disk, "kept");
    String credentials = Files.readString(server.credentials());
    end();
    restart();
    assertThat(read(disk)).isEqualTo("kept");
    assertThat(Files.readString(server.credentials())).isEqualTo(credentials);
    JsonNode shown =
        api.call("DescribeInstances", Map.of("RegionId", REGION)).at("/Instances/Instance/0");
    assertThat(shown.path("InstanceId").asString()).isEqualTo(instance);
    assertThat(shown.path("Status").asString()).isEqualTo("Running");
  }

  @Test
  void disksAndInstancesGoAwayAgain() throws IOException, InterruptedException {
    String instance = runInstance(1);
    String disk = dataDisks(instance).get(0);
    String snapshot =
        api.call("CreateSnapshot", Map.of("DiskId", disk)).path("SnapshotId").asString();
    api.call("DetachDisk", Map.of("InstanceId", instance, "DiskId", disk));
    api.call("DeleteDisk", Map.of("DiskId", disk));
    api.call("DeleteInstance", Map.of("InstanceId", instance, "Force", "true"));
    api.call("DeleteSnapshot", Map.of("SnapshotId", snapshot));
    for (Map.Entry<String, String> list :
        Map.of(
                "DescribeDisks", "/Disks/Disk",
                "DescribeInstances", "/Instances/Instance",
                "DescribeSnapshots", "/Snapshots/Snapshot",
                "DescribeSnapshotGroups", "/SnapshotGroups/SnapshotGroup")
            .entrySet()) {
      JsonNode items = api.call(list.getKey(), Map.of("RegionId", REGION)).at(list.getValue());
      assertThat(items.isArray()).as(list.getKey()).isTrue();
      assertThat(items.isEmpty()).as(list.getKey()).isTrue();
    }
  }

  @Test
  void refusalsCarryTheDocumentedCodeInBothFormatsOfSigning()
      throws IOException, InterruptedException {
    RpcClient.Answer newer =
        api.acs3("CreateSnapshotGroup", Map.of("RegionId", REGION, "DiskId.1", "d-none"));
    assertThat(newer.status()).isEqualTo(404);
    assertThat(newer.text("Code")).isEqualTo("InvalidDiskId.NotFound");
    RpcClient.Answer older =
        api.first("POST", Map.of("Action", "DescribeZones"), Map.of("RegionId", "mars"));
    assertThat(older.status()).isEqualTo(404);
    assertThat(older.text("Code")).isEqualTo("InvalidRegionId.NotFound");
  }

  @Test
  void theReadyLineSaysWhereEverythingIs() {
    assertThat(server.readyLine()).startsWith("READY {").doesNotContain("\n");
    JsonNode ready = JsonMapper.shared().readTree(server.readyLine().substring(6));
    assertThat(ready.path("api").asString()).isEqualTo(server.apiUri().toString());
    assertThat(ready.path("nbd").asString())
        .isEqualTo("nbd+unix:///?socket=" + data.resolve("nbd.sock"));
    assertThat(ready.path("region").asString()).isEqualTo(REGION);
    assertThat(ready.path("zones").size()).isEqualTo(3);
    assertThat(ready.path("credentials").asString())
        .isEqualTo(data.resolve("credentials.ini").toString());
    assertThat(ready.has("console")).as("there is no console yet").isFalse();
  }

  @Test
  void onlyTheOwnerReadsAndNobodyReadsTheSecretInTheLog() throws IOException, InterruptedException {
    api.call("DescribeRegions", Map.of());
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(data.resolve("credentials.ini"))).isEqualTo("rw-------");
    assertThat(permissions(data.resolve("nbd.sock"))).isEqualTo("rw-------");
    assertThat(Files.readString(data.resolve("stillpoint.log")))
        .isNotEmpty()
        .doesNotContain(credentials().getProperty("access_key_secret"));
  }

  @Test
  void aSecondServerOnTheDirectoryIsRefused() {
    assertThatThrownBy(() -> Server.start(config()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("Another Stillpoint process is using");
  }

  @Test
  void anApiAddressThatOthersReachIsRefusedAndLeavesNothingLocked() throws CannotStart {
    Path other = parent.resolve("other");
    Config open = Config.defaults(other).withApi(new HostPort("0.0.0.0", 0));
    assertThatThrownBy(() -> Server.start(open))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("loopback");
    Server.start(config(other)).close();
  }

  @Test
  void aTakenPortIsToldAndLeavesNothingLocked() throws CannotStart {
    Path other = parent.resolve("other");
    Config taken = config(other).withApi(new HostPort("127.0.0.1", server.apiUri().getPort()));
    assertThatThrownBy(() -> Server.start(taken)).isInstanceOf(CannotStart.class);
    Server.start(config(other)).close();
  }

  @Test
  void checkFindsNothingWrongAfterwardsAndIsRefusedMeanwhile()
      throws IOException, InterruptedException {
    String instance = runInstance(1);
    write(dataDisks(instance).get(0), "text");
    api.call("CreateSnapshotGroup", Map.of("RegionId", REGION, "InstanceId", instance));
    StringWriter busy = new StringWriter();
    assertThat(Check.run(data, false, new PrintWriter(busy))).isEqualTo(2);
    assertThat(busy.toString()).contains("Another Stillpoint process");
    end();
    StringWriter words = new StringWriter();
    assertThat(Check.run(data, false, new PrintWriter(words))).as(words.toString()).isEqualTo(0);
  }

  @Test
  void aServerThatWasStoppedIsNotComparedAnyMore() {
    RunningServer ended = server;
    end();
    assertThatThrownBy(ended::consistency).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void checkFindsADamagedBlock() throws IOException, InterruptedException {
    String instance = runInstance(1);
    write(dataDisks(instance).get(0), "a text that is damaged");
    end();
    damage("a text that is damaged");
    StringWriter words = new StringWriter();
    assertThat(Check.run(data, false, new PrintWriter(words))).as(words.toString()).isEqualTo(1);
    assertThat(words.toString()).contains("damaged").contains("1 findings");
  }

  @Test
  void checkChangesNothing() throws IOException, InterruptedException {
    String instance = runInstance(1);
    write(dataDisks(instance).get(0), "text");
    api.call("CreateSnapshotGroup", Map.of("RegionId", REGION, "InstanceId", instance));
    // As a crash leaves it: the catalog's log is not merged yet.
    Map<String, byte[]> crashed = contents(data.resolve("catalog"));
    assertThat(crashed).containsKey("catalog.db-wal");
    end();
    for (Map.Entry<String, byte[]> file : crashed.entrySet()) {
      if (!file.getKey().endsWith("-shm")) {
        Files.write(data.resolve("catalog").resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> before = inventory(data);
    StringWriter words = new StringWriter();
    assertThat(Check.run(data, false, new PrintWriter(words))).as(words.toString()).isEqualTo(0);
    assertThat(inventory(data)).isEqualTo(before);
  }

  @Test
  void checkMakesNothingThatIsMissing() throws IOException {
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.createFile(other.resolve("stillpoint.lock"));
    Map<String, String> before = inventory(other);
    StringWriter words = new StringWriter();
    assertThat(Check.run(other, false, new PrintWriter(words))).isEqualTo(2);
    assertThat(words.toString()).isEqualTo("cannot run: There is no pool in " + other + ".\n");
    assertThat(inventory(other)).isEqualTo(before);
  }

  private static Map<String, byte[]> contents(Path directory) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Every file and directory with its size and the time of its last change. */
  private static Map<String, String> inventory(Path root) throws IOException {
    Map<String, String> inventory = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(root)) {
      for (Path entry : entries.toList()) {
        inventory.put(
            root.relativize(entry).toString(),
            Files.size(entry) + " " + Files.getLastModifiedTime(entry));
      }
    }
    return inventory;
  }

  private void damage(String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(data.resolve("pool"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          ByteBuffer start = ByteBuffer.allocate(wanted.length);
          for (long at = 0; at + 4096 <= channel.size(); at += 4096) {
            channel.read(start.clear(), at);
            if (Arrays.equals(start.array(), wanted)) {
              channel.write(ByteBuffer.wrap(new byte[] {'X'}), at);
              return;
            }
          }
        }
      }
    }
    throw new IllegalStateException("no file of the pool holds the text");
  }

  private void restart() throws CannotStart, IOException {
    server = Server.start(config());
    Properties keys = credentials();
    api =
        new RpcClient(
            server.apiUri().getAuthority(),
            keys.getProperty("access_key_id"),
            keys.getProperty("access_key_secret"));
  }

  private Config config() {
    return config(data);
  }

  private static Config config(Path directory) {
    return Config.defaults(directory)
        .withApi(new HostPort("127.0.0.1", 0))
        .withPool(Config.PoolConfig.DEFAULT.withSize(4L << 30).withCache(16 << 20));
  }

  private Properties credentials() throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(server.credentials())) {
      properties.load(reader);
    }
    return properties;
  }

  private String runInstance(int dataDisks) throws IOException, InterruptedException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("RegionId", REGION);
    parameters.put("ImageId", "any");
    parameters.put("InstanceType", "ecs.g7.large");
    for (int i = 1; i <= dataDisks; i++) {
      parameters.put("DataDisk." + i + ".Size", "20");
    }
    return api.call("RunInstances", parameters).at("/InstanceIdSets/InstanceIdSet/0").asString();
  }

  private List<String> dataDisks(String instance) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    JsonNode answer =
        api.call(
            "DescribeDisks",
            Map.of("RegionId", REGION, "InstanceId", instance, "DiskType", "data"));
    answer.at("/Disks/Disk").forEach(disk -> ids.add(disk.path("DiskId").asString()));
    return ids;
  }

  private JsonNode group(String id) throws IOException, InterruptedException {
    return api.call("DescribeSnapshotGroups", Map.of("RegionId", REGION, "SnapshotGroupId.1", id))
        .at("/SnapshotGroups/SnapshotGroup/0");
  }

  private static Map<String, String> snapshots(JsonNode group) {
    Map<String, String> byDisk = new TreeMap<>();
    group
        .at("/Snapshots/Snapshot")
        .forEach(snapshot ->
            byDisk.put(
                snapshot.path("SourceDiskId").asString(), snapshot.path("SnapshotId").asString()));
    return byDisk;
  }

  private String reset(Map<String, String> snapshots, List<String> disks)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new TreeMap<>(Map.of("RegionId", REGION));
    for (int i = 0; i < disks.size(); i++) {
      parameters.put("Disk." + (i + 1) + ".DiskId", disks.get(i));
      parameters.put("Disk." + (i + 1) + ".SnapshotId", snapshots.get(disks.get(i)));
    }
    return api.call("ResetDisks", parameters).path("UndoSnapshotGroupId").asString();
  }

  private void write(String export, String text) throws IOException, InterruptedException {
    try (NbdClient nbd = nbd(export)) {
      byte[] block = new byte[4096];
      System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, block, 0, text.length());
      nbd.write(8192, block, Persistence.VOLATILE);
      nbd.flush();
    }
  }

  private String read(String export) throws IOException, InterruptedException {
    try (NbdClient nbd = nbd(export)) {
      byte[] block = nbd.read(8192, 4096);
      int end = 0;
      while (block[end] != 0) {
        end++;
      }
      return new String(Arrays.copyOf(block, end), StandardCharsets.UTF_8);
    }
  }

  private NbdClient nbd(String export) throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(server.nbdSocket()), export);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
