package dev.stillpoint.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} and {@code version} print. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  static String line() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "stillpoint "
        + (version == null ? "(not packaged)" : version)
        + ", Java "
        + Runtime.version();
  }
}
