package dev.stillpoint.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which room may know which, and the compiled product code of all rooms. */
final class Rooms {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.stillpoint");

  private Rooms() {}

  /** The product code of every room on the class path, tests left out. */
  static JavaClasses product() {
    return PRODUCT;
  }

  /** For each room the rooms that it may know, lowest first. Rooms with tests only are absent. */
  static Map<String, Set<String>> mayKnow() {
    Map<String, Set<String>> rules = new LinkedHashMap<>();
    rules.put("block", Set.of());
    rules.put("engine", Set.of("block"));
    rules.put("simulator", Set.of("block", "engine"));
    rules.put("nbd", Set.of("block"));
    rules.put("catalog", Set.of());
    rules.put("control", Set.of("block", "catalog"));
    rules.put("api", Set.of("control"));
    rules.put("server", Set.of("block", "engine", "nbd", "catalog", "control", "api"));
    rules.put("client", Set.of());
    rules.put("demo", Set.of("client"));
    rules.put("bench", Set.of("client"));
    rules.put("cli", Set.of("server", "client", "demo", "bench"));
    return rules;
  }

  static String packageOf(String room) {
    return "dev.stillpoint." + room + "..";
  }
}
