package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.client.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One scenario, {@code src/test/clients/scenario.md}, run by every official client, unchanged,
 * against a fresh server. What {@code ./verify} installs for them is in {@code target/clients}.
 */
@Tag("slow")
class ApiClientsTest {
  private static final Path INSTALLED = Path.of("../target/clients").toAbsolutePath().normalize();
  private static final Pattern REQUEST_ID =
      Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
  private static final int PROGRAM_SECONDS_MAX = 300;

  @TempDir Path directory;

  private ServerProcess server;
  private AccessKey key;

  @BeforeEach
  void start() throws Exception {
    server = ServerProcess.start(directory.resolve("pool"));
    key = AccessKey.read(server.credentials());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void javaWithSignatureVersion3() throws Exception {
    judge("java-ecs20140526", (id, secret) -> new NewJavaSdk(server.endpoint(), id, secret));
  }

  @Test
  void javaWithSignatureVersion1() throws Exception {
    judge("java-legacy", (id, secret) -> new LegacyJavaSdk(server.endpoint(), id, secret));
  }

  @Test
  void nodeWithSignatureVersion3() throws Exception {
    judge("node-ecs20140526", node("ecs20140526.js"));
  }

  @Test
  void pythonWithSignatureVersion3() throws Exception {
    judge("python-ecs20140526", python("ecs20140526.py"));
  }

  @Test
  void nodeWithSignatureVersion1() throws Exception {
    judge("node-pop-core", node("pop-core.js"));
  }

  @Test
  void pythonWithSignatureVersion1() throws Exception {
    judge("python-legacy", python("legacy.py"));
  }

  @Test
  void goWithSignatureVersion1() throws Exception {
    Path program = INSTALLED.resolve("go/scenario");
    Tool.require(Files.isExecutable(program), "./verify has built " + program);
    judge("go-alibaba-cloud-sdk-go", List.of(program.toString()));
  }

  /** Not in any registry, so it may be missing anywhere. */
  @Test
  void theCommandLineAliyun() throws Exception {
    assumeTrue(Tool.isThere("aliyun"), "needed: aliyun is on the PATH");
    judge("aliyun-cli", python("aliyun_cli.py"));
  }

  private List<String> node(String program) {
    Path modules = INSTALLED.resolve("node/node_modules");
    Tool.require("node");
    Tool.require(Files.isDirectory(modules), "./verify has installed " + modules);
    return List.of("node", ScenarioPage.CLIENTS.resolve("node").resolve(program).toString());
  }

  private List<String> python(String program) {
    Path python = INSTALLED.resolve("python/bin/python3");
    Tool.require(Files.isExecutable(python), "./verify has installed " + python);
    return List.of(
        python.toString(), ScenarioPage.CLIENTS.resolve("python").resolve(program).toString());
  }

  private void judge(String client, List<String> command) throws Exception {
    compare(client, run(command));
  }

  private void judge(String client, ClientScenario.Clients clients) throws Exception {
    compare(client, new ClientScenario(clients, key.id(), key.secret()).run());
  }

  private static void compare(String client, List<JsonNode> lines) throws IOException {
    List<JsonNode> told = new ArrayList<>();
    for (JsonNode line : lines) {
      ObjectNode comparable = (ObjectNode) line.deepCopy();
      if (comparable.has("refused")) {
        assertThat(comparable.path("requestId").asString())
            .as("the request's ID as the client shows it: %s", line)
            .matches(REQUEST_ID);
        comparable.remove("requestId");
      }
      told.add(comparable);
    }
    assertThat(told).as(client).containsExactlyElementsOf(ScenarioPage.expectedOf(client));
  }

  /** Runs a program of the scenario to its good end; answers the lines that it wrote. */
  private List<JsonNode> run(List<String> command) throws Exception {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "STILLPOINT_ENDPOINT", server.endpoint(),
                "ALIBABA_CLOUD_ACCESS_KEY_ID", key.id(),
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", key.secret(),
                "NODE_PATH", INSTALLED.resolve("node/node_modules").toString(),
                "PYTHONDONTWRITEBYTECODE", "1",
                // Where the command line would look for a configuration of its own.
                "HOME", directory.toString()));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PROGRAM_SECONDS_MAX, TimeUnit.SECONDS);
      String said = Files.readString(output) + Files.readString(errors);
      assertThat(ended).as("%s ends; it said: %s", command, said).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output).stream().map(JsonMapper.shared()::readTree).toList();
  }
}
