package dev.stillpoint.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules about how the house is written that a parser can judge. */
class SourcesTest {
  private static final int FILE_LINES_MAX = 450;
  private static final int METHOD_LINES_MAX = 70;

  private static final Pattern BANNED_NAME =
      Pattern.compile(
          ".*(Manager|Utils?|Helpers?|Impl|Info|Data|Processor|(?<!OutOf)Service)|(Base|Abstract)[A-Z].*");

  private static final Set<String> TOO_WIDE = Set.of("Exception", "Throwable");

  /**
   * Where a thread or a request ends, so that whatever arrives is reported and contained; and where
   * the system is called, since a method handle declares that it throws everything.
   */
  private static final List<String> MAY_CATCH_ALL =
      List.of(
          "dev.stillpoint.server",
          "dev.stillpoint.cli",
          "dev.stillpoint.engine.io.file",
          "dev.stillpoint.nbd.socket");

  /**
   * Files that are longer, with what they may grow to: the end of the log, one lock and all that it
   * guards.
   */
  private static final Map<String, Integer> LONGER_FILES =
      Map.of("engine/src/main/java/dev/stillpoint/engine/log/LogWriter.java", 585);

  private static final Set<String> TEST_ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestTemplate", "TestFactory");

  private static final Pattern CHECKER =
      Pattern.compile("(assert|verify|fail|check|expect|hold|prove|refuse|must|require).*");

  private static final Repository REPOSITORY = Repository.here();
  private static final List<Source> MAIN = Source.parse(REPOSITORY.mainSources());
  private static final List<Source> TESTS = Source.parse(REPOSITORY.testSources());

  @Test
  void noTypeIsNamedByAWordThatSaysNothing() {
    List<String> found = new ArrayList<>();
    for (Source source : both()) {
      for (String type : source.types()) {
        if (BANNED_NAME.matcher(type).matches()) {
          found.add(place(source) + ": " + type);
        }
      }
    }
    assertThat(found).as("a thing is a noun, a collection a plural, a doer a role").isEmpty();
  }

  @Test
  void noFileOutgrowsItsRoom() {
    List<String> found = new ArrayList<>();
    for (Source source : both()) {
      if (source.lines() > LONGER_FILES.getOrDefault(place(source), FILE_LINES_MAX)) {
        found.add(place(source) + ": " + source.lines() + " lines");
      }
    }
    assertThat(found).as("files of more than %d lines hold two concepts", FILE_LINES_MAX).isEmpty();
  }

  @Test
  void noMethodIsTooLongToBeReadAtOnce() {
    List<String> found = new ArrayList<>();
    for (Source source : both()) {
      for (Source.Method method : source.methods()) {
        if (method.lines() > METHOD_LINES_MAX) {
          found.add(place(source) + ": " + method.name() + " has " + method.lines() + " lines");
        }
      }
    }
    assertThat(found).as("methods of more than %d lines", METHOD_LINES_MAX).isEmpty();
  }

  @Test
  void nobodyCatchesEverythingOutsideTheOutermostRooms() {
    List<String> found = new ArrayList<>();
    for (Source source : MAIN) {
      if (MAY_CATCH_ALL.stream().noneMatch(source.packageName()::startsWith)) {
        source.caught().stream()
            .filter(TOO_WIDE::contains)
            .forEach(type -> found.add(place(source) + ": catch (" + type));
      }
    }
    assertThat(found)
        .as("a fault of the world is a type of its own, a fault of the programmer ends the room")
        .isEmpty();
  }

  @Test
  void everyPackageHasADoorSign() {
    Set<Path> without = new TreeSet<>();
    for (Path file : REPOSITORY.mainSources()) {
      Path sign = file.resolveSibling("package-info.java");
      if (!Files.exists(sign) || !saysASentence(Repository.read(sign))) {
        without.add(REPOSITORY.root().relativize(file.getParent()));
      }
    }
    assertThat(without).as("packages whose package-info does not say what the room is").isEmpty();
  }

  @Test
  void everyTestAssertsSomething() {
    List<String> found = new ArrayList<>();
    Set<String> checkers = checkersByType();
    for (Source source : TESTS) {
      Set<String> checking = methodsThatCheck(source, checkers);
      for (Source.Method method : source.methods()) {
        boolean isTest = method.annotations().stream().anyMatch(TEST_ANNOTATIONS::contains);
        if (isTest && !checking.contains(method.name())) {
          found.add(place(source) + ": " + method.name());
        }
      }
    }
    assertThat(found).as("tests without an assertion prove nothing").isEmpty();
  }

  @Test
  void everyTestClassIsFoundByTheRunner() {
    List<String> found = new ArrayList<>();
    for (Source source : TESTS) {
      boolean hasTests =
          source.methods().stream()
              .anyMatch(m -> m.annotations().stream().anyMatch(TEST_ANNOTATIONS::contains));
      String name = source.file().getFileName().toString().replace(".java", "");
      if (hasTests && !name.endsWith("Test") && !name.endsWith("Contract")) {
        found.add(place(source));
      }
    }
    assertThat(found).as("classes with tests are named …Test, contract suites …Contract").isEmpty();
  }

  @Test
  void noReminderIsLeftBehind() {
    Pattern reminder = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    List<String> found = new ArrayList<>();
    for (String kind : List.of(".java", ".md", ".xml", ".sh", ".sql", "stillpoint", "verify")) {
      for (Path file : REPOSITORY.filesEndingWith(kind)) {
        if (reminder.matcher(Repository.read(file)).find()) {
          found.add(REPOSITORY.name(file));
        }
      }
    }
    assertThat(found).as("what is to be done is an issue, not a comment").isEmpty();
  }

  /**
   * Methods of one file that assert, by themselves or through another method of the file, or
   * through a static method of another test file that does. A call whose name begins as a checker's
   * does counts wherever it is declared.
   */
  private static Set<String> methodsThatCheck(Source source, Set<String> checkers) {
    Set<String> checking = new HashSet<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Source.Method method : source.methods()) {
        boolean checks =
            method.calls().stream()
                .anyMatch(call ->
                    CHECKER.matcher(call).matches()
                        || checkers.contains(call)
                        || checking.contains(call));
        grew |= checks && checking.add(method.name());
      }
    }
    return checking;
  }

  /** Methods of all test files that assert by themselves, as {@code Type.method}. */
  private static Set<String> checkersByType() {
    Set<String> checkers = new HashSet<>();
    for (Source source : TESTS) {
      Set<String> checking = methodsThatCheck(source, Set.of());
      source.methods().stream()
          .filter(method -> checking.contains(method.name()))
          .forEach(method -> checkers.add(method.type() + "." + method.name()));
    }
    return checkers;
  }

  /** At least five words and a full stop inside the package's Javadoc. */
  private static boolean saysASentence(String sign) {
    int begin = sign.indexOf("/**");
    int end = sign.indexOf("*/");
    if (begin < 0 || end < begin) {
      return false;
    }
    String text = sign.substring(begin + 3, end).replaceAll("\\s*\\n\\s*\\*", " ").strip();
    return text.contains(".") && text.split("\\s+").length >= 5;
  }

  private static List<Source> both() {
    List<Source> all = new ArrayList<>(MAIN);
    all.addAll(TESTS);
    return all;
  }

  private static String place(Source source) {
    return REPOSITORY.name(source.file());
  }
}
