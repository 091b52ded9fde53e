package dev.stillpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/api-coverage.md} says what the API has of the cloud's, and is made here: of what is
 * documented, of what actions were seen to do while the tests of {@code api} ran, and of sentences
 * that say why something is accepted without effect. To write the page anew, run the tests of
 * {@code api} and {@code architecture} with {@code -Dcoverage=write}.
 */
class ApiCoverageTest {
  private static final Repository REPOSITORY = Repository.here();
  private static final Path PAGE = REPOSITORY.file("docs/api-coverage.md");

  private final ApiCoverage coverage =
      ApiCoverage.of(REPOSITORY.file("api/target/observed-api.tsv"));

  @Test
  void noDocumentedParameterIsIgnoredWithoutAWord() {
    assertThat(coverage.ignored())
        .as("read it, refuse it, or say in api-remarks.txt why it has no effect")
        .isEmpty();
  }

  @Test
  void everyRemarkIsStillNeeded() {
    assertThat(coverage.idleRemarks()).as("remarks about what no action has").isEmpty();
  }

  @Test
  void thePageIsWhatWasMeasured() throws IOException {
    String measured = coverage.page();
    if ("write".equals(System.getProperty("coverage"))) {
      Files.writeString(PAGE, measured);
    }
    assertThat(Repository.read(PAGE).lines().toList())
        .as(
            "docs/api-coverage.md, written anew by the tests of api and this one with -Dcoverage=write")
        .isEqualTo(List.of(measured.split("\n", -1)).subList(0, (int) measured.lines().count()));
  }
}
