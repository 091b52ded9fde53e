package dev.stillpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documents that no test touches go stale; these are touched. */
class DocumentsTest {
  private static final Pattern ROOM_ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
  private static final Pattern GLOSSARY_ROW = Pattern.compile("(?m)^\\| \\*\\*([^*]+)\\*\\* \\|");
  private static final Pattern INVARIANT_ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\| .*$");
  private static final Pattern TYPE_NAME =
      Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```");
  private static final Pattern README_REGION =
      Pattern.compile("(?ms)// README: [a-z]+$(.*?)// README: end");
  private static final Pattern PACKAGE_NAME = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");

  private static final List<String> DECISION_HEADINGS =
      List.of("Context", "Choice", "Rejected alternatives", "What would change our mind");

  private static final Repository REPOSITORY = Repository.here();

  @Test
  void architectureNamesEveryModuleAndNoOther() {
    Set<String> named = new TreeSet<>();
    ROOM_ROW
        .matcher(section("ARCHITECTURE.md", "Rooms"))
        .results()
        .forEach(m -> named.add(m.group(1)));
    assertThat(named).isEqualTo(new TreeSet<>(REPOSITORY.modules()));
  }

  @Test
  void typesThatArchitectureNamesExist() {
    Set<String> declared = declaredTypes();
    Set<String> missing = new TreeSet<>();
    for (MatchResult name : TYPE_NAME.matcher(document("ARCHITECTURE.md")).results().toList()) {
      if (!declared.contains(name.group(1))) {
        missing.add(name.group(1));
      }
    }
    assertThat(missing).as("types named in ARCHITECTURE.md that no source declares").isEmpty();
  }

  @Test
  void packagesThatArchitectureNamesExist() {
    Set<String> missing = new TreeSet<>();
    for (MatchResult name : PACKAGE_NAME.matcher(document("ARCHITECTURE.md")).results().toList()) {
      String[] parts = name.group(1).split("\\.");
      if (REPOSITORY.modules().contains(parts[0])
          && !Files.isDirectory(
              REPOSITORY.file(
                  parts[0] + "/src/main/java/dev/stillpoint/" + String.join("/", parts)))) {
        missing.add(name.group(1));
      }
    }
    assertThat(missing).as("packages named in ARCHITECTURE.md that do not exist").isEmpty();
  }

  @Test
  void everyInvariantIsProvedByATest() {
    Set<String> proved = new TreeSet<>();
    Source.parse(REPOSITORY.testSources()).forEach(source -> proved.addAll(source.proves()));
    List<String> wanted = invariants().stream().map(number -> "engine/" + number).toList();
    assertThat(wanted).as("the list in ARCHITECTURE.md").hasSize(11);
    assertThat(proved).as("numbers in @Proves").containsAll(wanted);
  }

  @Test
  void theListOfInvariantsNamesTheTestsThatProveThem() {
    List<Source> tests = Source.parse(REPOSITORY.testSources());
    for (MatchResult row : invariantRows()) {
      String number = "engine/" + row.group(1);
      List<String> proving =
          tests.stream()
              .filter(source -> source.proves().contains(number))
              .map(source -> "`" + source.types().getFirst() + "`")
              .toList();
      String lastCell =
          row.group().substring(row.group().lastIndexOf('|', row.group().length() - 2));
      assertThat(lastCell).as("proofs of %s", number).contains(proving);
    }
  }

  @Test
  void everyProofNamesAnInvariantThatIsListed() {
    Set<String> listed =
        invariants().stream().map(number -> "engine/" + number).collect(Collectors.toSet());
    for (Source source : Source.parse(REPOSITORY.testSources())) {
      assertThat(source.proves())
          .as("@Proves in %s", REPOSITORY.name(source.file()))
          .allMatch(listed::contains);
    }
  }

  @Test
  void everyWordOfTheGlossaryAppearsInCode() {
    String code =
        REPOSITORY.mainSources().stream().map(Repository::read).collect(Collectors.joining());
    String running = code.toLowerCase(Locale.ROOT).replaceAll("[\\s*]+", " ");
    List<String> words =
        GLOSSARY_ROW.matcher(document("docs/glossary.md")).results().map(m -> m.group(1)).toList();
    assertThat(words).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    List<String> unused = new ArrayList<>();
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (!running.contains(lower) && !running.contains(lower.replaceAll("[ -]", ""))) {
        unused.add(word);
      }
    }
    assertThat(unused).as("glossary words that no code uses").isEmpty();
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path file : REPOSITORY.filesEndingWith(".md")) {
      String text = CODE_BLOCK.matcher(Repository.read(file)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        String target = link.group(1);
        if (!target.contains("://") && !target.startsWith("mailto:") && !leads(file, target)) {
          broken.add(REPOSITORY.name(file) + " -> " + target);
        }
      }
    }
    assertThat(broken).as("links that lead nowhere").isEmpty();
  }

  @Test
  void theReadmeShowsTheProgramThatTheTestsRun() {
    String program =
        Repository.read(
            REPOSITORY.file(
                "acceptance/src/test/java/dev/stillpoint/acceptance/ReadmeProgram.java"));
    List<String> run =
        README_REGION.matcher(program).results().map(m -> withoutBlanks(m.group(1))).toList();
    List<String> shown =
        JAVA_BLOCK
            .matcher(document("README.md"))
            .results()
            .map(m -> withoutBlanks(m.group(1)))
            .toList();
    assertThat(shown).isNotEmpty().isEqualTo(run);
  }

  @Test
  void everyDecisionSaysWhyAndWhatWouldChangeIt() {
    List<Path> decisions = decisions();
    assertThat(decisions).isNotEmpty();
    int number = 0;
    for (Path file : decisions) {
      number++;
      String name = file.getFileName().toString();
      assertThat(name).matches(String.format(Locale.ROOT, "%04d", number) + "-[a-z0-9-]+\\.md");
      List<String> headings =
          HEADING.matcher(Repository.read(file)).results().map(m -> m.group(1)).toList();
      assertThat(headings.subList(1, headings.size()))
          .as("headings of %s", name)
          .containsExactlyElementsOf(DECISION_HEADINGS);
    }
  }

  @Test
  void everyDecisionIsLinkedFromTheCodeOrAPage() {
    List<String> unlinked = new ArrayList<>();
    List<Path> readers = new ArrayList<>(REPOSITORY.mainSources());
    readers.addAll(REPOSITORY.filesEndingWith(".md"));
    for (Path decision : decisions()) {
      String name = decision.getFileName().toString();
      if (readers.stream()
          .noneMatch(f -> !f.equals(decision) && Repository.read(f).contains(name))) {
        unlinked.add(name);
      }
    }
    assertThat(unlinked).as("decisions that nobody can find").isEmpty();
  }

  private static List<Integer> invariants() {
    return invariantRows().stream().map(m -> Integer.valueOf(m.group(1))).toList();
  }

  private static List<MatchResult> invariantRows() {
    return INVARIANT_ROW.matcher(section("ARCHITECTURE.md", "Invariants")).results().toList();
  }

  private static Set<String> declaredTypes() {
    Set<String> declared = new HashSet<>();
    Source.parse(REPOSITORY.mainSources()).forEach(source -> declared.addAll(source.types()));
    Source.parse(REPOSITORY.testSources()).forEach(source -> declared.addAll(source.types()));
    return declared;
  }

  private static List<Path> decisions() {
    return REPOSITORY.filesEndingWith(".md").stream()
        .filter(file -> file.getParent().endsWith("docs/decisions"))
        .toList();
  }

  private static String document(String path) {
    return Repository.read(REPOSITORY.file(path));
  }

  /** Code without layout and line comments, so that a page may set it as it likes. */
  private static String withoutBlanks(String code) {
    return code.replaceAll("//[^\\n]*", "").replaceAll("\\s+", "");
  }

  /** The text of a document from the heading {@code ## title} to the next of its rank. */
  private static String section(String path, String title) {
    String text = document(path) + "\n## ";
    int begin = text.indexOf("\n## " + title + "\n");
    assertThat(begin).as("%s has a section '%s'", path, title).isNotNegative();
    return text.substring(begin, text.indexOf("\n## ", begin + 1));
  }

  private static boolean leads(Path from, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** The anchors that a forge gives to headings: lower case, blanks to dashes, no punctuation. */
  private static Set<String> anchors(Path file) {
    return HEADING
        .matcher(CODE_BLOCK.matcher(Repository.read(file)).replaceAll(""))
        .results()
        .map(m -> m.group(1).toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N}\\- _]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
