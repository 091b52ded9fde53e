package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.server.config.ConfigReader;
import dev.stillpoint.server.config.MemoryPlan;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the root, with what the build has packaged. */
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** How a start ended. */
  private record Ending(int exitCode, String output, String errors) {}

  @TempDir Path directory;

  @BeforeEach
  void somethingIsPackaged() {
    assumeTrue(
        Files.isDirectory(ROOT.resolve("cli/target/lib")), "cli is packaged (mvn package does it)");
  }

  @Test
  void runsFromAnyDirectoryAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("sp"), ROOT.resolve("stillpoint"));
    Ending ending = start(link, Map.of(), "version");
    assertThat(ending.errors()).isEmpty();
    assertThat(ending.output()).contains("0.1.0");
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void passesOverAJavaHomeThatNamesNoJdk() throws Exception {
    Ending ending =
        start(ROOT.resolve("stillpoint"), Map.of("JAVA_HOME", directory.toString()), "version");
    assertThat(ending.exitCode()).as(ending.errors()).isZero();
  }

  @Test
  void theOperatorsFlagsWinOverItsOwn() throws Exception {
    Ending ending =
        start(
            ROOT.resolve("stillpoint"),
            Map.of("STILLPOINT_JAVA_OPTS", "-Xmx96m -XX:+PrintFlagsFinal"),
            "version");
    assertThat(ending.output().lines().filter(line -> line.contains(" MaxHeapSize ")).toList())
        .singleElement()
        .asString()
        .contains(" " + (96 << 20) + " ");
  }

  /** What the JVM would run with for these arguments; it ends before the program begins. */
  private Map<String, Long> flags(String... arguments) throws Exception {
    Ending ending =
        start(
            ROOT.resolve("stillpoint"),
            Map.of("STILLPOINT_JAVA_OPTS", "-XX:+PrintFlagsFinal -version"),
            arguments);
    Map<String, Long> flags = new TreeMap<>();
    Matcher matcher =
        Pattern.compile(
                "(?m)^ *size_t (MaxHeapSize) += (\\d+)|^ *uint64_t (MaxDirect\\w+) += (\\d+)")
            .matcher(ending.output());
    while (matcher.find()) {
      boolean heap = matcher.group(1) != null;
      flags.put(matcher.group(heap ? 1 : 3), Long.parseLong(matcher.group(heap ? 2 : 4)));
    }
    return flags;
  }

  private Path config(String text) throws IOException {
    return Files.writeString(directory.resolve("stillpoint.conf"), text);
  }

  private static MemoryPlan planned(String memory) throws CannotStart {
    return new ConfigReader().flag("memory", memory).read().memory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"512MiB", "1 GiB", "1234MiB", "6GiB", "5368709120"})
  void theHeapOfAServerIsWhatItsPlanSays(String memory) throws Exception {
    MemoryPlan plan = planned(memory);
    Map<String, Long> flags = flags("serve", "--memory", memory);
    // The JVM rounds up to whole regions.
    assertThat(flags.get("MaxHeapSize")).isBetween(plan.heapBytes(), plan.heapBytes() + (8 << 20));
    assertThat(flags.get("MaxDirectMemorySize"))
        .isEqualTo(plan.totalBytes() - plan.heapBytes() + (256 << 20));
  }

  @Test
  void theSettingIsFoundInTheFileAndTheFlagWins() throws Exception {
    Path file = config("data=/x\n# memory = 9GiB\n  memory = 2 GiB\t\r\ncache.size = 3GiB\n");
    MemoryPlan two = planned("2GiB");
    Map<String, Long> ofFile = flags("serve", "--config", file.toString());
    assertThat(ofFile.get("MaxHeapSize")).isEqualTo(two.heapBytes());
    assertThat(ofFile.get("MaxDirectMemorySize"))
        .as("a cache of one's own size comes on top")
        .isEqualTo(two.totalBytes() - two.heapBytes() + (256 << 20) + (3L << 30));
    assertThat(flags("serve", "--config=" + file, "--memory=4GiB").get("MaxHeapSize"))
        .isEqualTo(planned("4GiB").heapBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "100MiB", "99999999999999999999GiB", "-1"})
  void whatIsNoSizeIsRefusedByTheServerWithASentence(String memory) throws Exception {
    Ending ending =
        start(
            ROOT.resolve("stillpoint"),
            Map.of(),
            "serve",
            "--data",
            directory.resolve("data").toString(),
            "--memory=" + memory);
    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.errors()).startsWith("stillpoint serve: memory must be ").hasLineCount(1);
    assertThat(ending.output()).isEmpty();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void whatTheJvmLearnedOfSomethingElseIsPassedOverWithoutAWord() throws Exception {
    Path root = directory.resolve("root");
    Path script = checkout(root);
    Files.writeString(root.resolve("cli/target/launcher.aot"), "not what a JVM writes");
    Ending ending = start(script, Map.of(), "version");
    assertThat(ending.errors()).isEmpty();
    assertThat(ending.output()).startsWith("stillpoint ").hasLineCount(1);
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void aColonInTheNameOfTheCheckoutIsRefused() throws Exception {
    Path script = checkout(directory.resolve("a:b"));
    // What a class path of two places would have found below the current directory.
    Path planted = directory.resolve("b/cli/target/lib");
    Files.createDirectories(planted.getParent());
    Files.createSymbolicLink(planted, ROOT.resolve("cli/target/lib"));
    Ending ending = start(script, Map.of(), "version");
    assertThat(ending.exitCode()).isEqualTo(2);
    assertThat(ending.output()).isEmpty();
    assertThat(ending.errors()).contains("has a colon in its name").hasLineCount(1);
  }

  @Test
  void cdpathLeadsNowhere() throws Exception {
    Path script = checkout(directory.resolve("root"));
    Files.createDirectories(directory.resolve("elsewhere/root"));
    Ending ending =
        start(
            Path.of("bash"),
            Map.of("CDPATH", directory.resolve("elsewhere") + ":" + directory),
            directory.relativize(script).toString(),
            "version");
    assertThat(ending.errors()).isEmpty();
    assertThat(ending.output()).startsWith("stillpoint ").hasLineCount(1);
  }

  /** The script with what it stands on, at another place. */
  private static Path checkout(Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("cli/target"));
    Path scripts = Files.createDirectories(root.resolve("scripts"));
    for (String name : List.of("toolchain.sh", "memory.sh")) {
      Files.copy(ROOT.resolve("scripts").resolve(name), scripts.resolve(name));
    }
    Path script =
        Files.copy(
            ROOT.resolve("stillpoint"),
            root.resolve("stillpoint"),
            StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(target.resolve("lib"), ROOT.resolve("cli/target/lib"));
    return script;
  }

  @Test
  void aStartUsesWhatTheBuildLetTheJvmLearn() throws Exception {
    Path learned = ROOT.resolve("cli/target/launcher.aot");
    assumeTrue(Files.exists(learned), "./stillpoint has built (a plain mvn package has not)");
    assumeTrue(
        Files.getLastModifiedTime(learned)
                .compareTo(Files.getLastModifiedTime(ROOT.resolve("cli/target/lib")))
            >= 0,
        "and nothing was packaged since");
    Ending ending =
        start(
            ROOT.resolve("stillpoint"),
            Map.of("STILLPOINT_JAVA_OPTS", "-Xlog:class+load:stdout"),
            "version");
    assertThat(ending.output())
        .containsPattern("dev\\.stillpoint\\.cli\\.Main source: shared objects file");
  }

  private Ending start(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString())
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("STILLPOINT_BUILD", "never");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ending(
        process.exitValue(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}
