package dev.stillpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.server.RunningServer;
import dev.stillpoint.server.Server;
import dev.stillpoint.server.config.ConfigReader;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code admin} and {@code env} against a running server, over its socket. */
class AdminProcessTest {
  @TempDir private static Path directory;
  private static RunningServer server;

  @BeforeAll
  static void start() throws CannotStart {
    server =
        Server.start(
            new ConfigReader()
                .flag("data", data())
                .flag("api", "127.0.0.1:0")
                .flag("pool.size", "2GiB")
                .read());
  }

  @AfterAll
  static void theSocketGoesWithTheServer() {
    server.close();
    assertThat(directory.resolve("data/admin.sock")).doesNotExist();
  }

  @Test
  void anAccountIsMadeDisabledAndShown() {
    JsonNode made = json("account", "create");
    String account = made.path("account").asString();
    assertThat(made.path("accessKeySecret").asString()).hasSize(30);
    assertThat(json("account", "disable", account).path("enabled").asBoolean()).isFalse();
    Outcome list = admin("account", "list");
    assertThat(list.out()).contains("account", "1000000000000001", account, "false");
    assertThat(admin("key", "list", account).out())
        .contains(made.path("accessKeyId").asString())
        .doesNotContain(made.path("accessKeySecret").asString());
    assertThat(admin("account", "snapshot-service", account, "closed").code()).isZero();
  }

  @Test
  void everyNounAnswers() {
    assertThat(json("status").path("api").asString()).isEqualTo(server.apiUri().toString());
    assertThat(json("region", "feature", "snapshot-groups", "listed").path("snapshot-groups"))
        .hasToString("\"listed\"");
    assertThat(admin("region", "feature", "snapshot-groups", "on").code()).isZero();
    assertThat(json("zone", "list")).hasSize(3);
    assertThat(admin("disk", "list").out()).isEqualTo("none\n");
    String volume = json("shared-volume", "create", "1000000000000001").path("volume").asString();
    assertThat(admin("shared-volume", "set", volume, "in-use").code()).isZero();
    assertThat(admin("shared-volume", "list").out()).contains(volume, "in-use");
    assertThat(admin("storage-location", "list").out()).isEqualTo("none\n");
    assertThat(admin("limits", "set", "group.disks.max", "128").out()).contains("128");
    assertThat(json("throttle", "set", "DescribeDisks", "7").path("DescribeDisks").asInt())
        .isEqualTo(7);
    assertThat(json("kms", "revoke", "--account", "1000000000000001").path("granted").asBoolean())
        .isFalse();
    assertThat(json("kms", "status").get(0))
        .hasToString("{\"account\":\"1000000000000001\",\"key\":\"every key\",\"granted\":false}");
    assertThat(json("kms", "grant").path("granted").asBoolean()).isTrue();
    assertThat(admin("kms", "grant", "--account", "1").err()).contains("There is no account 1.");
    assertThat(admin("kms", "revoke", "key-nobody").err()).contains("Forbidden.KeyNotFound");
    assertThat(admin("kms", "revoke", "key-nobody", "--account", "1").err()).contains("name the");
    assertThat(admin("disk", "shares").out()).isEqualTo("none\n");
    assertThat(admin("disk", "share", "d-bp1nobody", "--account", "1000000000000001").err())
        .contains("InvalidDiskId.NotFound");
    assertThat(admin("snapshot", "frees", "s-bp1nobody").err())
        .contains("InvalidSnapshotId.NotFound");
    assertThat(admin("snapshot", "frees", "--group", "ssg-bp1nobody").err()).contains("NotFound");
    assertThat(admin("snapshot", "frees").err()).contains("Name snapshots, or a group.");
    assertThat(json("preflight", "--disk", "d-bp1nobody").path("objections").get(0).path("code"))
        .hasToString("\"InvalidDiskId.NotFound\"");
  }

  @Test
  void aPassIsStartedWaitedForShownAndStopped() {
    Outcome end = admin("scrub", "--wait");
    assertThat(end.code()).isZero();
    assertThat(end.out()).contains("state: finished", "percent: 100", "mended: 0", "damaged: 0");
    assertThat(json("scrub", "start", "--wait").path("findings")).isEmpty();
    assertThat(json("scrub", "start").path("began").asString()).startsWith("20");
    assertThat(json("scrub", "stop").path("state").asString()).isIn("stopped", "finished");
    assertThat(json("scrub", "status").path("lastFinished").asString()).startsWith("20");
    assertThat(admin("scrub").code()).as("without a verb").isEqualTo(2);
    Outcome none = run("admin", "scrub", "--wait", "--data", directory.resolve("none").toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no server answers at");
  }

  @Test
  void aRefusalIsASentenceOnStandardErrorAndAnExitCode() {
    Outcome refused = admin("instance", "lock", "i-bp1nobody", "--reason", "security");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("i-bp1nobody").contains("InvalidInstanceId.NotFound");
    assertThat(admin("account", "balance", "1000000000000001", "some").err())
        .contains("state is one of low, enough, not some.");
  }

  @Test
  void withoutAServerThatIsSaid() {
    Outcome none = run("admin", "status", "--data", directory.resolve("none").toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no server answers at");
  }

  @Test
  void onlyTheOwnerCanOpenTheSocket() throws IOException {
    Path socket = directory.resolve("data/admin.sock");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNoCommandIsAnsweredAndWhatNeverEndsIsCutOff() throws IOException {
    assertThat(raw("hello\n")).contains("not one line of JSON");
    assertThat(raw("{\"command\":\"no such\"}\n")).contains("There is no command");
    assertThat(raw("[[[[\n")).contains("fault");
    assertThat(raw("x".repeat(70_000))).isEmpty();
    assertThat(admin("status").code()).as("still there").isZero();
  }

  private String raw(String text) throws IOException {
    Path socket = directory.resolve("data/admin.sock");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      ByteBuffer in = ByteBuffer.allocate(4096);
      while (channel.read(in) >= 0 && in.hasRemaining()) {
        Thread.onSpinWait();
      }
      return new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
    } catch (IOException cutOff) {
      return "";
    }
  }

  @Test
  void envNamesEveryClientAndTellsTheSecretOnlyWhenAsked() throws IOException {
    String secret =
        Files.readString(server.credentials())
            .lines()
            .filter(line -> line.startsWith("access_key_secret"))
            .map(line -> line.substring(line.indexOf('=') + 1).strip())
            .findFirst()
            .orElseThrow();
    Outcome all = run("env", "--data", data());
    String hostPort = server.apiUri().getAuthority();
    assertThat(all.code()).isZero();
    assertThat(all.out())
        .contains("Terraform", "aliyun", "Java", "Python", "Node", "Go", hostPort, "cn-hangzhou")
        .doesNotContain(secret);
    assertThat(run("env", "--data", data(), "--client", "terraform", "--secret").out())
        .containsPattern("secret_key += \"" + secret + "\"")
        .contains("ecs = \"" + hostPort + "\"")
        .doesNotContain("aliyun");
    assertThat(run("env", "--data", data(), "--export").out().lines())
        .allMatch(line -> line.matches("export [A-Z_]+='.*'"))
        .contains("export ALIBABA_CLOUD_ENDPOINT_ECS='" + hostPort + "'")
        .noneMatch(line -> line.contains("SECRET"));
    assertThat(run("env", "--data", data(), "--export", "--secret").out())
        .contains("export ALIBABA_CLOUD_ACCESS_KEY_SECRET='" + secret + "'");
  }

  private static String data() {
    return directory.resolve("data").toString();
  }

  private JsonNode json(String... words) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--json";
    Outcome outcome = admin(more);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }

  private Outcome admin(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "admin";
    all[1] = "--data";
    all[2] = data();
    System.arraycopy(words, 0, all, 3, words.length);
    return run(all);
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(line.execute(arguments), out.toString(), err.toString());
  }

  private record Outcome(int code, String out, String err) {}
}
