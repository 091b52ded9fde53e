package dev.stillpoint.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started once more, as a process of its own. */
final class OwnCommand {
  private OwnCommand() {}

  /** The same Java with the same flags on the same class path, up to the name of the main class. */
  static List<String> line() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    return words;
  }

  /** As {@link #line}, with {@code serve} behind it. */
  static List<String> serve() {
    List<String> words = new ArrayList<>(line());
    words.add("serve");
    return words;
  }
}
