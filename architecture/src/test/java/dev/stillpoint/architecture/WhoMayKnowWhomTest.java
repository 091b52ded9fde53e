package dev.stillpoint.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direction of dependencies, in the compiled code and in the POMs. */
class WhoMayKnowWhomTest {
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
  private static final Pattern OURS =
      Pattern.compile("<artifactId>stillpoint-([a-z]+)</artifactId>");
  private static final Set<String> TESTS_ONLY = Set.of("acceptance", "architecture");

  private final Repository repository = Repository.here();

  static Set<String> rooms() {
    return Rooms.mayKnow().keySet();
  }

  @Test
  void everyModuleHasItsRow() {
    List<String> modules = new ArrayList<>(repository.modules());
    modules.removeAll(TESTS_ONLY);
    assertThat(Rooms.mayKnow().keySet()).containsExactlyElementsOf(modules);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomKnowsOnlyTheRoomsBelowIt(String room) {
    List<String> forbidden = new ArrayList<>();
    for (String other : rooms()) {
      if (!other.equals(room) && !Rooms.mayKnow().get(room).contains(other)) {
        forbidden.add(Rooms.packageOf(other));
      }
    }
    noClasses()
        .that()
        .resideInAPackage(Rooms.packageOf(room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(forbidden.toArray(String[]::new)).and(not(houseVocabulary())))
        .because("a room knows only the rooms below it: " + room + Rooms.mayKnow().get(room))
        .allowEmptyShould(true)
        .check(Rooms.product());
  }

  /** The sentences that must hold are everybody's, wherever a broken one is caught. */
  private static DescribedPredicate<JavaClass> houseVocabulary() {
    return describe(
        "a type of Invariant",
        type -> type.getFullName().startsWith("dev.stillpoint.block.Invariant"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aPomAsksForNoMoreThanTheRoomMayKnow(String room) {
    assertThat(productDependencies(room))
        .as("rooms that %s/pom.xml names outside of tests", room)
        .isSubsetOf(Rooms.mayKnow().get(room));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void theSimulatorIsOnNoProductClassPath(String room) {
    assertThat(productDependencies(room)).doesNotContain("simulator");
  }

  @ParameterizedTest
  @MethodSource("roomsOfBytes")
  void aRoomThatTouchesBytesStandsOnTheJdkAlone(String room) {
    noClasses()
        .that()
        .resideInAPackage(Rooms.packageOf(room))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "javax.crypto..", "jdk..", "dev.stillpoint..")
        .because("the rooms that touch bytes have no third-party code in them")
        .allowEmptyShould(true)
        .check(Rooms.product());
  }

  static List<String> roomsOfBytes() {
    return List.of("block", "engine", "nbd");
  }

  @Test
  void controlReadsDocumentsOfPoliciesWithALibraryAndNothingElse() {
    noClasses()
        .that()
        .resideInAPackage(Rooms.packageOf("control"))
        .and()
        .resideOutsideOfPackage("dev.stillpoint.control.access.language")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "javax.crypto..", "dev.stillpoint..")
        .because("the rules have no third-party code in them")
        .check(Rooms.product());
    noClasses()
        .that()
        .resideInAPackage("dev.stillpoint.control.access.language")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "tools.jackson.core..", "dev.stillpoint..")
        .because("a document needs a reader of JSON and nothing else")
        .check(Rooms.product());
  }

  @Test
  void noSqlAboveTheCatalog() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Rooms.packageOf("catalog"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..")
        .because("the tables are the catalog's secret; everybody else sees records")
        .check(Rooms.product());
  }

  @Test
  void noHttpBelowTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            Rooms.packageOf("server"), Rooms.packageOf("client"), Rooms.packageOf("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..", "com.sun.net.httpserver..")
        .because("api works on parsed requests, so that it is tested without a socket")
        .check(Rooms.product());
  }

  @Test
  void onlyTheServerKnowsALoggingLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Rooms.packageOf("server"))
        .and()
        .doNotHaveFullyQualifiedName("dev.stillpoint.simulator.Soak")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
        .because("below the server everybody logs through System.Logger")
        .check(Rooms.product());
  }

  @Test
  void nativeCodeIsReachedFromTheShellOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.stillpoint.engine.io.file..",
            "dev.stillpoint.nbd.socket..",
            "dev.stillpoint.server.priority..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .because("native access is open to the whole class path, so its users are named here")
        .check(Rooms.product());
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("dev.stillpoint.(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle makes two packages one without saying so")
        .check(Rooms.product());
  }

  private Set<String> productDependencies(String room) {
    Set<String> named = new TreeSet<>();
    String pom = Repository.read(repository.file(room + "/pom.xml"));
    for (var dependency : DEPENDENCY.matcher(pom).results().toList()) {
      var ours = OURS.matcher(dependency.group(1));
      if (ours.find() && !dependency.group(1).contains("<scope>test</scope>")) {
        named.add(ours.group(1));
      }
    }
    return named;
  }

  /** Keeps the table itself honest: nobody may know a room that stands later in the build. */
  @Test
  void theTableFollowsTheOrderOfTheBuild() {
    List<String> order = repository.modules();
    for (Map.Entry<String, Set<String>> row : Rooms.mayKnow().entrySet()) {
      for (String known : row.getValue()) {
        assertThat(order.indexOf(known)).as("%s before %s", known, row.getKey()).isNotNegative();
        assertThat(order.indexOf(known)).isLessThan(order.indexOf(row.getKey()));
      }
    }
  }
}
