package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory whose maps are damaged, in the hands of {@code check --repair}. */
class CheckRepairTest {
  private static final String REGION = "cn-hangzhou";
  private static final int BLOCK = 4096;

  @TempDir private Path parent;

  private record Ending(int code, String words) {}

  private Ending check(boolean repair) {
    StringWriter words = new StringWriter();
    int code = Check.run(data(), repair, new PrintWriter(words));
    return new Ending(code, words.toString());
  }

  private Path data() {
    return parent.resolve("data");
  }

  private RunningServer start() throws CannotStart {
    return Server.start(
        Config.defaults(data())
            .withApi(new HostPort("127.0.0.1", 0))
            .withPool(Config.PoolConfig.DEFAULT.withSize(4L << 30).withCache(16 << 20)));
  }

  private static RpcClient api(RunningServer server) throws IOException {
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(server.credentials())) {
      keys.load(reader);
    }
    return new RpcClient(
        server.apiUri().getAuthority(),
        keys.getProperty("access_key_id"),
        keys.getProperty("access_key_secret"));
  }

  private static String newDisk(RpcClient api) throws IOException, InterruptedException {
    return api.call(
            "CreateDisk",
            Map.of(
                "RegionId",
                REGION,
                "ZoneId",
                "cn-hangzhou-h",
                "DiskCategory",
                "cloud_essd",
                "Size",
                "20"))
        .path("DiskId")
        .asString();
  }

  private static void attach(RpcClient api, String diskId)
      throws IOException, InterruptedException {
    String instanceId =
        api.call(
                "RunInstances",
                Map.of("RegionId", REGION, "ImageId", "any", "InstanceType", "ecs.g7.large"))
            .at("/InstanceIdSets/InstanceIdSet/0")
            .asString();
    api.call("AttachDisk", Map.of("DiskId", diskId, "InstanceId", instanceId));
  }

  private void damageEveryRoot() throws IOException {
    List<Path> roots;
    try (Stream<Path> files = Files.list(data().resolve("pool"))) {
      roots =
          files.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).toList();
    }
    assertThat(roots).hasSize(2);
    for (Path root : roots) {
      byte[] bytes = Files.readAllBytes(root);
      bytes[BLOCK + 10] ^= 1;
      Files.write(root, bytes);
    }
  }

  @Test
  void mapsThatAreLostAreMadeAnewOnlyWhenItIsAskedTo() throws Exception {
    byte[] bytes = new byte[BLOCK];
    bytes[17] = 5;
    String diskId;
    try (RunningServer server = start()) {
      RpcClient api = api(server);
      diskId = newDisk(api);
      attach(api, diskId);
      try (NbdClient disk =
          NbdClient.connect(UnixDomainSocketAddress.of(server.nbdSocket()), diskId)) {
        disk.write(3L * BLOCK, bytes, Persistence.VOLATILE);
      }
    }
    assertThat(check(false)).isEqualTo(new Ending(Check.CLEAN, "clean\n"));
    damageEveryRoot();
    assertThat(check(false).code()).isEqualTo(Check.CANNOT_RUN);
    Ending repaired = check(true);
    assertThat(repaired.code()).as("%s", repaired).isEqualTo(Check.CLEAN);
    assertThat(repaired.words())
        .startsWith("repaired: the maps were made anew from the log")
        .endsWith("clean\n");
    assertThat(check(true)).isEqualTo(new Ending(Check.CLEAN, "clean\n"));
    try (RunningServer server = start();
        NbdClient disk =
            NbdClient.connect(UnixDomainSocketAddress.of(server.nbdSocket()), diskId)) {
      assertThat(disk.read(3L * BLOCK, BLOCK)).isEqualTo(bytes);
      assertThat(server.consistency()).isEmpty();
    }
  }
}
