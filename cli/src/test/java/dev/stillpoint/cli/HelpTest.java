package dev.stillpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.server.config.ConfigReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  @Test
  void helpNamesEveryCommandAndHowToBegin() {
    assertThat(run("--help").out())
        .contains("serve", "check", "demo", "bench", "admin", "env", "version", "Begin with");
  }

  @Test
  void everyCommandTeachesWithAnExampleUnlessItTakesNothing() {
    for (String command : List.of("serve", "check", "demo", "bench", "admin", "env")) {
      Outcome help = run(command, "--help");
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Example").contains("stillpoint " + command);
    }
  }

  @Test
  void theHelpOfServeNamesEverySettingAndSaysWhatTcpMeans() {
    String help = run("serve", "--help").out();
    assertThat(help).contains(ConfigReader.NAMES.keySet());
    assertThat(help.replaceAll("\\s+", " ")).contains("reads and writes every disk");
  }

  @Test
  void withoutACommandTheUsageIsShownAsAnError() {
    Outcome nothing = run();
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("Usage: stillpoint");
  }

  @Test
  void aMisspeltFlagIsAnErrorThatNamesIt() {
    Outcome wrong = run("serve", "--dta", "x");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--dta");
  }

  @Test
  void everyNounOfAdminTeachesWithAnExampleAndEveryVerbSaysWhatItDoes() {
    var nouns = Main.commandLine().getSubcommands().get("admin").getSubcommands();
    assertThat(nouns.keySet()).contains("account", "region", "limits", "throttle", "preflight");
    nouns.forEach((noun, line) -> {
      if (!line.getSubcommands().isEmpty()) {
        assertThat(run("admin", noun, "--help").out())
            .as(noun)
            .contains("Example", "stillpoint admin " + noun);
      }
      line.getSubcommands()
          .forEach((verb, _) ->
              assertThat(run("admin", noun, verb, "--help").out())
                  .as(noun + " " + verb)
                  .contains("Usage: stillpoint admin " + noun + " " + verb)
                  .containsPattern("(?m)^[A-Z][^\\n]+[a-z.,]$"));
    });
  }

  @Test
  void everyBenchmarkTeachesWithAnExampleAndItsExitCodes() {
    var benchmarks = Main.commandLine().getSubcommands().get("bench").getSubcommands();
    assertThat(benchmarks.keySet()).containsExactlyInAnyOrder("disks", "groups", "space", "api");
    for (String name : benchmarks.keySet()) {
      assertThat(run("bench", name, "--help").out())
          .as(name)
          .contains("Example", "stillpoint bench " + name, "Exit code", "--json");
    }
    assertThat(run("bench", "disks", "--help").out()).contains("randread-64k-qd4");
  }

  @Test
  void aRowThatTheBenchmarkDoesNotKnowIsAnErrorThatNamesAll() {
    Outcome wrong = run("bench", "disks", "--rows=randread");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no row \"randread\"", "randread-qd16");
  }

  @Test
  void theVersionSaysBoth() {
    assertThat(run("version").out()).contains("stillpoint ").contains("Java 25");
  }

  @Test
  void checkOfNothingCannotRun() {
    Outcome none = run("check", "--data", "/nonexistent/stillpoint");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.out() + none.err()).contains("no Stillpoint data directory");
  }

  @Test
  void whatBreaksACommandOffIsNeverTakenForItsVerdict() {
    for (String command : List.of("check", "demo", "bench")) {
      assertThat(
              Main.commandLine()
                  .getSubcommands()
                  .get(command)
                  .getCommandSpec()
                  .exitCodeOnExecutionException())
          .as(command)
          .isEqualTo(2);
    }
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(line.execute(arguments), out.toString(), err.toString());
  }

  private record Outcome(int code, String out, String err) {}
}
