package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.io.file.FileStorage;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.HostPort;
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.testing.RpcClient;
import java.io.IOException;
import java.io.Reader;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API does to disks, as somebody sees it who is connected to them; with I/O limits on. */
class DisksOverNbdTest {
  private static final String REGION = "cn-hangzhou";
  private static final int BLOCK = 4096;

  @TempDir private Path parent;
  private RunningServer server;
  private RpcClient api;

  @BeforeEach
  void start() throws CannotStart, IOException {
    server =
        Server.start(
            Config.defaults(parent.resolve("data"))
                .withApi(new HostPort("127.0.0.1", 0))
                .withPool(
                    Config.PoolConfig.DEFAULT
                        .withSize(4L << 30)
                        .withCache(16 << 20)
                        .withIoLimits()));
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

  @AfterEach
  void everythingAgrees() {
    try (RunningServer ended = server) {
      assertThat(ended.consistency()).isEmpty();
    }
  }

  private String instance() throws IOException, InterruptedException {
    return api.call(
            "RunInstances",
            Map.of("RegionId", REGION, "ImageId", "any", "InstanceType", "ecs.g7.large"))
        .at("/InstanceIdSets/InstanceIdSet/0")
        .asString();
  }

  private String disk(String category, String... more) throws IOException, InterruptedException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("RegionId", REGION);
    parameters.put("ZoneId", "cn-hangzhou-h");
    parameters.put("DiskCategory", category);
    parameters.put("Size", "20");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return api.call("CreateDisk", parameters).path("DiskId").asString();
  }

  private void attach(String disk, String instance) throws IOException, InterruptedException {
    api.call("AttachDisk", Map.of("DiskId", disk, "InstanceId", instance));
  }

  private NbdClient nbd(String export) throws IOException {
    return NbdClient.connect(UnixDomainSocketAddress.of(server.nbdSocket()), export);
  }

  private static void write(NbdClient client, long block, int value)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[BLOCK];
    bytes[0] = (byte) value;
    client.write(block * BLOCK, bytes, Persistence.VOLATILE);
  }

  private static int read(NbdClient client, long block) throws IOException, InterruptedException {
    return client.read(block * BLOCK, BLOCK)[0];
  }

  @Test
  void aHolderThatLetsGoIsCutOffAndTheOtherGoesOn() throws Exception {
    String one = instance();
    String two = instance();
    String disk = disk("cloud_essd", "MultiAttach", "Enabled");
    attach(disk, one);
    attach(disk, two);
    try (NbdClient first = nbd(one + "/" + disk);
        NbdClient second = nbd(two + "/" + disk);
        NbdClient unbound = nbd(disk)) {
      write(first, 0, 1);
      assertThat(read(second, 0)).isEqualTo(1);
      assertThat(read(unbound, 0)).isEqualTo(1);
      api.call("DetachDisk", Map.of("DiskId", disk, "InstanceId", one));
      assertThatThrownBy(() -> write(first, 0, 9)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> write(unbound, 0, 9)).isInstanceOf(IOException.class);
      write(second, 1, 2);
      try (NbdClient again = nbd(disk)) {
        assertThat(read(again, 0)).isEqualTo(1);
        assertThat(read(again, 1)).isEqualTo(2);
      }
    }
    assertThatThrownBy(() -> nbd(one + "/" + disk).close()).isInstanceOf(IOException.class);
  }

  @Test
  void aDiskWhoseClientsMayMissAnswersCannotBeOpenedUntilItsInstanceStarts() throws Exception {
    String instance = instance();
    String disk = disk("cloud_essd");
    String shared = disk("cloud_essd", "MultiAttach", "Enabled");
    attach(disk, instance);
    attach(shared, instance);
    server.close();
    try (FileStorage pool = FileStorage.open(parent.resolve("data/pool"))) {
      Superblock.read(pool).with(false, true).write(pool);
    }
    start();
    for (String name : List.of(disk, shared, instance + "/" + shared)) {
      assertThatThrownBy(() -> nbd(name).close())
          .hasMessageContaining(" is stale: ")
          .hasMessageContaining("stop and start " + instance);
    }
    assertThat(server.consistency()).isEmpty();
    api.call("StopInstance", Map.of("InstanceId", instance));
    assertThatThrownBy(() -> nbd(disk).close()).hasMessageContaining("no export of this name");
    api.call("StartInstance", Map.of("InstanceId", instance));
    for (String name : List.of(disk, shared, instance + "/" + shared)) {
      try (NbdClient client = nbd(name)) {
        write(client, 0, 1);
      }
    }
  }

  @Test
  void anOnlineResizeIsSeenOnReconnectAndAnOfflineOneAfterAStart() throws Exception {
    String instance = instance();
    String disk = disk("cloud_essd");
    attach(disk, instance);
    api.call("ResizeDisk", Map.of("DiskId", disk, "NewSize", "30"));
    assertThat(gib(disk)).isEqualTo(20);
    try (NbdClient before = nbd(disk)) {
      api.call("ResizeDisk", Map.of("DiskId", disk, "NewSize", "40", "Type", "online"));
      write(before, 0, 1);
      assertThat(gib(disk)).isEqualTo(40);
    }
    api.call("ResizeDisk", Map.of("DiskId", disk, "NewSize", "50"));
    assertThat(gib(disk)).isEqualTo(40);
    api.call("StopInstance", Map.of("InstanceId", instance));
    api.call("StartInstance", Map.of("InstanceId", instance));
    assertThat(gib(disk)).isEqualTo(50);
    try (NbdClient after = nbd(disk)) {
      assertThat(read(after, 0)).isEqualTo(1);
      write(after, (50L << 30) / BLOCK - 1, 2);
    }
  }

  private long gib(String disk) throws IOException {
    try (NbdClient client = nbd(disk)) {
      return client.export().sizeBytes() >> 30;
    }
  }

  @Test
  void aSlowCategoryIsSlowOverAllOfItsConnectionsTogether() throws Exception {
    String disk = disk("cloud");
    attach(disk, instance());
    try (NbdClient one = nbd(disk);
        NbdClient two = nbd(disk)) {
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        write(one, i, 1);
        read(two, i);
      }
      // 200 of 500 a second, less what was saved up; a slow machine takes longer, none less.
      assertThat(System.nanoTime() - begin).isGreaterThan(300_000_000L);
    }
  }

  @Test
  void whoHasToWaitHoldsUpNeitherAStopNorAnotherDisk() throws Exception {
    String instance = instance();
    String slow = disk("cloud");
    String other = disk("cloud_essd");
    attach(slow, instance);
    attach(other, instance);
    try (NbdClient waiting = nbd(slow);
        NbdClient beside = nbd(other)) {
      for (int i = 0; i < 4; i++) {
        // Each costs more than half a second of the disk's bytes.
        waiting.write(0, new byte[24 << 20], Persistence.VOLATILE);
        write(beside, i, 1);
      }
      api.call("StopInstance", Map.of("InstanceId", instance));
      assertThatThrownBy(() -> read(waiting, 0)).isInstanceOf(IOException.class);
    }
    api.call("StartInstance", Map.of("InstanceId", instance));
    try (NbdClient again = nbd(other)) {
      assertThat(read(again, 3)).isEqualTo(1);
    }
  }
}
