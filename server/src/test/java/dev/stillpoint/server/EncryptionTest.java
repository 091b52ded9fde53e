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
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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

/** Encrypted disks through the whole server: over HTTP and NBD, and in every file it leaves. */
class EncryptionTest {
  private static final String REGION = "cn-hangzhou";
  private static final String SECRET = "a sentence that nobody may find on the disk";
  private static final int BLOCK = 4096;

  @TempDir private Path parent;
  private Path data;
  private RunningServer server;
  private RpcClient api;

  @BeforeEach
  void start() throws CannotStart, IOException {
    data = parent.resolve("data");
    restart();
  }

  @AfterEach
  void stop() {
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

  private Config config() {
    return Config.defaults(data)
        .withApi(new HostPort("127.0.0.1", 0))
        .withPool(Config.PoolConfig.DEFAULT.withSize(4L << 30).withCache(16 << 20));
  }

  private void restart() throws CannotStart, IOException {
    server = Server.start(config());
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(server.credentials())) {
      keys.load(reader);
    }
    api =
        new RpcClient(
            server.apiUri().getAuthority(),
            keys.getProperty("access_key_id"),
            keys.getProperty("access_key_secret"));
  }

  private JsonNode kms(String action, Map<String, String> parameters)
      throws IOException, InterruptedException {
    RpcClient.Answer answer =
        api.first("POST", Map.of("Action", action, "Version", "2016-01-20"), parameters);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private String key() throws IOException, InterruptedException {
    return kms("CreateKey", Map.of()).at("/KeyMetadata/KeyId").asString();
  }

  private String instance() throws IOException, InterruptedException {
    return api.call(
            "RunInstances",
            Map.of("RegionId", REGION, "ImageId", "any", "InstanceType", "ecs.g7.large"))
        .at("/InstanceIdSets/InstanceIdSet/0")
        .asString();
  }

  private String disk(String instance, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.put("RegionId", REGION);
    parameters.put("ZoneId", "cn-hangzhou-h");
    parameters.put("DiskCategory", "cloud_essd");
    String disk = api.call("CreateDisk", parameters).path("DiskId").asString();
    api.call("AttachDisk", Map.of("InstanceId", instance, "DiskId", disk));
    return disk;
  }

  private String encrypted(String instance, String key) throws IOException, InterruptedException {
    return disk(instance, Map.of("Size", "20", "Encrypted", "true", "KMSKeyId", key));
  }

  private NbdClient nbd(String export) throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(server.nbdSocket()), export);
  }

  private void write(String export, long block, String text)
      throws IOException, InterruptedException {
    try (NbdClient nbd = nbd(export)) {
      byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), BLOCK);
      nbd.write(block * BLOCK, bytes, Persistence.VOLATILE);
      nbd.flush();
    }
  }

  private String read(String export, long block) throws IOException, InterruptedException {
    try (NbdClient nbd = nbd(export)) {
      return new String(nbd.read(block * BLOCK, BLOCK), StandardCharsets.UTF_8).replace("\0", "");
    }
  }

  private String group(String instance) throws IOException, InterruptedException {
    return api.call("CreateSnapshotGroup", Map.of("RegionId", REGION, "InstanceId", instance))
        .path("SnapshotGroupId")
        .asString();
  }

  private String snapshot(String group, String disk) throws IOException, InterruptedException {
    for (JsonNode member :
        api.call("DescribeSnapshotGroups", Map.of("RegionId", REGION, "SnapshotGroupId.1", group))
            .at("/SnapshotGroups/SnapshotGroup/0/Snapshots/Snapshot")) {
      if (member.path("SourceDiskId").asString().equals(disk)) {
        return member.path("SnapshotId").asString();
      }
    }
    throw new AssertionError("the group has no snapshot of " + disk);
  }

  @Test
  void anEncryptedDiskIsADiskInEveryWay() throws Exception {
    String instance = instance();
    String disk = encrypted(instance, key());
    write(disk, 2, "early");
    String group = group(instance);
    write(disk, 2, "late");
    String snapshot = snapshot(group, disk);
    assertThat(read(snapshot, 2)).isEqualTo("early");
    String copy = disk(instance, Map.of("SnapshotId", snapshot));
    assertThat(read(copy, 2)).isEqualTo("early");
    write(copy, 3, "of the copy");
    api.call("StopInstance", Map.of("InstanceId", instance));
    String undo =
        api.call(
                "ResetDisks",
                Map.of("RegionId", REGION, "Disk.1.DiskId", disk, "Disk.1.SnapshotId", snapshot))
            .path("UndoSnapshotGroupId")
            .asString();
    api.call("StartInstance", Map.of("InstanceId", instance));
    assertThat(read(disk, 2)).isEqualTo("early");
    assertThat(read(snapshot(undo, disk), 2)).isEqualTo("late");
    end();
    restart();
    assertThat(read(disk, 2)).isEqualTo("early");
    assertThat(read(copy, 3)).isEqualTo("of the copy");
    assertThat(read(snapshot, 2)).isEqualTo("early");
  }

  @Test
  void aDisabledKeyTakesTheBytesAwayFromWhoeverIsConnected() throws Exception {
    String key = key();
    String instance = instance();
    String disk = encrypted(instance, key);
    write(disk, 0, "kept");
    String snapshot = snapshot(group(instance), disk);
    try (NbdClient connected = nbd(disk);
        NbdClient reader = nbd(snapshot)) {
      kms("DisableKey", Map.of("KeyId", key));
      assertThatThrownBy(() -> connected.read(0, BLOCK)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> connected.write(BLOCK, new byte[BLOCK], Persistence.DURABLE))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> reader.read(0, BLOCK)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> nbd(disk)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> nbd(snapshot)).isInstanceOf(IOException.class);
      assertThat(
              api.call("DescribeDisks", Map.of("RegionId", REGION, "KMSKeyId", key))
                  .at("/Disks/Disk/0/Status")
                  .asString())
          .isEqualTo("In_use");
      RpcClient.Answer refused =
          api.acs3("CreateSnapshotGroup", Map.of("RegionId", REGION, "InstanceId", instance));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("Code")).isEqualTo("InvalidParameter.KMSKeyId.CMKNotEnabled");
      kms("EnableKey", Map.of("KeyId", key));
      assertThat(new String(connected.read(0, BLOCK), StandardCharsets.UTF_8)).startsWith("kept");
    }
    assertThat(read(snapshot, 0)).isEqualTo("kept");
    assertThat(group(instance)).startsWith("ssg-");
  }

  @Test
  void aServerStartsWithDisabledKeysAndGivesTheBytesBackLater() throws Exception {
    String key = key();
    String instance = instance();
    String disk = encrypted(instance, key);
    write(disk, 0, "kept");
    kms("DisableKey", Map.of("KeyId", key));
    end();
    restart();
    assertThatThrownBy(() -> nbd(disk)).isInstanceOf(IOException.class);
    kms("EnableKey", Map.of("KeyId", key));
    assertThat(read(disk, 0)).isEqualTo("kept");
  }

  @Test
  void noPlainByteAndNoPlainKeyIsInAnyFile() throws Exception {
    String instance = instance();
    String disk = encrypted(instance, key());
    String plain = disk(instance, Map.of("Size", "20"));
    for (int block = 0; block < 64; block++) {
      write(disk, block, SECRET + block);
    }
    write(plain, 0, "a plain sentence");
    String snapshot = snapshot(group(instance), disk);
    disk(instance, Map.of("SnapshotId", snapshot));
    write(disk, 0, SECRET + " again");
    byte[] root = rootKey();
    List<String> wanted = new ArrayList<>(forms(SECRET.getBytes(StandardCharsets.UTF_8)));
    wanted.addAll(forms(root));
    assertThat(found(wanted)).isEmpty();
    end();
    assertThat(found(wanted)).isEmpty();
    assertThat(found(List.of("a plain sentence"))).as("what is there is found").isNotEmpty();
    StringWriter words = new StringWriter();
    assertThat(Check.run(data, false, new PrintWriter(words))).as(words.toString()).isZero();
  }

  private byte[] rootKey() throws IOException {
    String line = Files.readString(data.resolve("root.key"), StandardCharsets.US_ASCII).strip();
    byte[] key = Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1));
    assertThat(key).hasSize(32);
    return key;
  }

  private static List<String> forms(byte[] bytes) {
    return List.of(
        new String(bytes, StandardCharsets.ISO_8859_1),
        Base64.getEncoder().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }

  /** The files, except the root key's, that hold one of the texts. */
  private List<String> found(List<String> texts) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("root.key") && holds(file, texts)) {
          names.add(data.relativize(file).toString());
        }
      }
    }
    return names;
  }

  private static boolean holds(Path file, List<String> texts) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String end = "";
      for (byte[] part = in.readNBytes(1 << 20); part.length > 0; part = in.readNBytes(1 << 20)) {
        String content = end + new String(part, StandardCharsets.ISO_8859_1);
        if (texts.stream().anyMatch(content::contains)) {
          return true;
        }
        end = content.substring(Math.max(0, content.length() - 200));
      }
    }
    return false;
  }

  @Test
  void theRootKeyIsTheOwnersAndTheSameForGood() throws Exception {
    Path file = data.resolve("root.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String line = Files.readString(file);
    end();
    Files.delete(file);
    refusedWith("is missing");
    Files.writeString(
        file, "stillpoint-root-key-1 " + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
    refusedWith("is open to others");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    refusedWith("is another one");
    Files.writeString(file, "no key");
    refusedWith("holds no root key");
    Files.writeString(file, line);
    restart();
  }

  private void refusedWith(String words) {
    assertThatThrownBy(this::restart).isInstanceOf(CannotStart.class).hasMessageContaining(words);
  }
}
