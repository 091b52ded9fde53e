package dev.stillpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/clients.md shows lines of the programs that {@code ./verify} runs, and no others. */
class ClientsPageTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:java|python|js|go)\n(.*?)^```");
  private static final Pattern REGION =
      Pattern.compile("(?ms)(?://|#) docs: [a-z]+$(.*?)(?://|#) docs: end");
  private static final String COMMENT = "(?m)\\s(?://|#)\\s.*$";

  /** Its lines are words of a command, which the page shows as a command. */
  private static final String COMMAND_LINE = "aliyun_cli.py";

  private static final Repository REPOSITORY = Repository.here();

  @Test
  void thePageShowsWhatTheProgramsSay() {
    List<String> shown =
        BLOCK
            .matcher(Repository.read(REPOSITORY.file("docs/clients.md")))
            .results()
            .map(m -> bare(m.group(1)))
            .toList();
    assertThat(shown).hasSizeGreaterThanOrEqualTo(7).containsExactlyInAnyOrderElementsOf(said());
  }

  private static List<String> said() {
    List<String> said = new ArrayList<>();
    for (Path program : programs()) {
      for (MatchResult region : REGION.matcher(Repository.read(program)).results().toList()) {
        said.add(bare(region.group(1)));
      }
    }
    return said;
  }

  private static List<Path> programs() {
    return Stream.of(".java", ".py", ".js", ".go")
        .flatMap(ending -> REPOSITORY.filesEndingWith(ending).stream())
        .filter(file -> REPOSITORY.name(file).startsWith("acceptance/src/test/"))
        .filter(file -> !file.endsWith(COMMAND_LINE))
        .collect(Collectors.toList());
  }

  private static String bare(String code) {
    return code.replaceAll(COMMENT, "").replaceAll("\\s+", "");
  }
}
