package dev.stillpoint.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The working tree that these tests judge: its modules, sources and documents. */
final class Repository {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "node_modules");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  /** The tree that holds the working directory: the first directory upwards with the launcher. */
  static Repository here() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("stillpoint"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException(
          "no directory above " + Path.of("").toAbsolutePath() + " holds the launcher");
    }
    return new Repository(at);
  }

  Path root() {
    return root;
  }

  /** Module names in the order of the parent POM. */
  List<String> modules() {
    return MODULE.matcher(read(root.resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /** Java sources of every module's product code. */
  List<Path> mainSources() {
    return javaBelow("src/main/java");
  }

  /** Java sources of every module's tests. */
  List<Path> testSources() {
    return javaBelow("src/test/java");
  }

  /** Every file of the tree whose name ends so, except what a build made. */
  List<Path> filesEndingWith(String suffix) {
    List<Path> found = new ArrayList<>();
    collect(root, suffix, found);
    return found;
  }

  Path file(String path) {
    return root.resolve(path);
  }

  /** The path as a reader of a failure wants it: from the root. */
  String name(Path file) {
    return root.relativize(file).toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> javaBelow(String folder) {
    List<Path> found = new ArrayList<>();
    for (String module : modules()) {
      Path sources = root.resolve(module).resolve(folder);
      if (Files.isDirectory(sources)) {
        collect(sources, ".java", found);
      }
    }
    return found;
  }

  private static void collect(Path folder, String suffix, List<Path> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry)) {
          if (!NOT_OURS.contains(entry.getFileName().toString())) {
            collect(entry, suffix, found);
          }
        } else if (entry.getFileName().toString().endsWith(suffix)) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
