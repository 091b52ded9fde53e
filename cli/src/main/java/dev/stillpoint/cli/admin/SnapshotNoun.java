package dev.stillpoint.cli.admin;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin snapshot}. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = {"What snapshots hold.", ""},
    footer = {
      "",
      "Examples:",
      "  stillpoint admin snapshot frees s-bp1… s-bp1…",
      "  stillpoint admin snapshot frees --group ssg-bp1…"
    })
final class SnapshotNoun extends Noun {
  @Command(
      name = "frees",
      mixinStandardHelpOptions = true,
      description = {
        "Tell how many bytes the pool would be rid of without these snapshots.",
        "Nothing is deleted. The first figure is for all of them together; then comes what each",
        "would free by itself. What two of them share, and nobody else has, is in the first",
        "figure and in neither of theirs. Bytes are those of the data, in blocks of 4 KiB; the",
        "maps that name it are not counted. They come back in the background after a deletion."
      })
  int frees(
      @Parameters(paramLabel = "SNAPSHOT", arity = "0..*") List<String> snapshots,
      @Option(
              names = "--group",
              paramLabel = "GROUP",
              description = "The snapshots of a group, and those that are named.")
          String group) {
    return ask(
        "snapshot frees",
        "snapshots",
        snapshots == null ? null : String.join(",", snapshots),
        "group",
        group);
  }
}
