package dev.stillpoint.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of this product, with the classes under test, as the launcher would exec it. */
final class StillpointCommand {
  private StillpointCommand() {}

  static List<String> words(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stillpoint.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }
}
