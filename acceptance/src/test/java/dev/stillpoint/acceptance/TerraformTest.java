package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.client.AccessKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform with the provider {@code alicloud}: {@code src/test/clients/terraform}. The provider is
 * in no package registry, so the test runs only where {@code terraform-provider-alicloud} is on the
 * PATH beside {@code terraform}.
 */
@Tag("slow")
class TerraformTest {
  private static final String PROVIDER = "terraform-provider-alicloud";
  private static final Path CONFIGURATION = ScenarioPage.CLIENTS.resolve("terraform/main.tf");
  private static final int MINUTES_MAX = 10;
  private static final int NOTHING_TO_CHANGE = 0;
  private static final int SOMETHING_TO_CHANGE = 2;

  @TempDir Path directory;

  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Tool.isThere("terraform"), "needed: terraform is on the PATH");
    assumeTrue(Tool.isThere(PROVIDER), "needed: " + PROVIDER + " is on the PATH");
    server = ServerProcess.start(directory.resolve("pool"));
    Files.copy(CONFIGURATION, Files.createDirectory(directory.resolve("work")).resolve("main.tf"));
    Files.writeString(
        directory.resolve("terraform.rc"),
        """
        provider_installation {
          dev_overrides { "aliyun/alicloud" = "%s" }
          direct {}
        }
        """
            .formatted(folderOf(PROVIDER)));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatIsAppliedIsThereIsChangedInPlaceAndGoesAgain() throws Exception {
    String[] changed = {"-var", "description=changed in place", "-var", "owner=dba"};
    assertThat(terraform(NOTHING_TO_CHANGE, "apply", "-auto-approve")).contains("10 added");
    terraform(NOTHING_TO_CHANGE, "plan", "-detailed-exitcode");
    assertThat(terraform(SOMETHING_TO_CHANGE, "plan", "-detailed-exitcode", changed))
        .contains("0 to add, 4 to change, 0 to destroy");
    terraform(NOTHING_TO_CHANGE, "apply", "-auto-approve", changed);
    terraform(NOTHING_TO_CHANGE, "plan", "-detailed-exitcode", changed);
    assertThat(terraform(NOTHING_TO_CHANGE, "destroy", "-auto-approve", changed))
        .contains("10 destroyed");
  }

  /** Runs one command in the folder of the configuration; answers what it printed. */
  private String terraform(int exit, String command, String flag, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("terraform", command, "-no-color", "-input=false"));
    words.add(flag);
    words.addAll(List.of(more));
    words.addAll(List.of("-var", "endpoint=" + server.endpoint()));
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.resolve("work").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    AccessKey key = AccessKey.read(server.credentials());
    builder.environment().put("ALIBABA_CLOUD_ACCESS_KEY_ID", key.id());
    builder.environment().put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key.secret());
    builder.environment().put("TF_CLI_CONFIG_FILE", directory.resolve("terraform.rc").toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
      String said = Files.readString(output);
      assertThat(ended).as("%s ends; it said: %s", words, said).isTrue();
      assertThat(process.exitValue()).as("%s: %s", words, said).isEqualTo(exit);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path folderOf(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(folder -> Files.isExecutable(folder.resolve(program)))
        .findFirst()
        .orElseThrow();
  }
}
