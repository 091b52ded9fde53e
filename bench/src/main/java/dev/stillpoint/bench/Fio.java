package dev.stillpoint.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The client of every measurement: fio with its NBD engine, on one connection. */
final class Fio {
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final Path program;
  private final Path output;

  /**
   * @param program where fio is
   * @param directory where its output may be kept meanwhile
   */
  Fio(Path program, Path directory) {
    this.program = program;
    output = directory.resolve("fio.json");
  }

  /** Where fio is, or the sentence that says how to get it. */
  static Path find(Commands programs) throws CannotMeasure {
    return programs
        .find("fio")
        .orElseThrow(() ->
            new CannotMeasure(
                "fio is not installed, and nothing is measured without it (on Debian: apt install"
                    + " fio)"));
  }

  /** Writes every block of the working set once, and flushes. */
  List<String> fillCommand(Target target, Fill fill, long sizeBytes) {
    List<String> arguments = new ArrayList<>(fill.fioArguments());
    arguments.addAll(List.of("--end_fsync=1", "--size=" + sizeBytes));
    return command(target, "prefill", arguments);
  }

  /** Reads the working set once, in order, so that what is cached is cached for everybody. */
  List<String> warmCommand(Target target, long sizeBytes) {
    return command(
        target, "warm", List.of("--rw=read", "--bs=1m", "--iodepth=4", "--size=" + sizeBytes));
  }

  /**
   * One measurement.
   *
   * @param seed of the order of offsets; the same for every contender of a round
   */
  List<String> sampleCommand(
      Target target, Row row, long sizeBytes, Duration sampleTime, int seed) {
    return command(target, row.pattern(), sampleArguments(row, sizeBytes, sampleTime, seed));
  }

  /** The same on many disks at once, one job a disk. */
  List<String> sampleCommand(
      List<Target> targets, Row row, long sizeBytes, Duration sampleTime, int seed) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--ioengine=nbd"));
    command.addAll(sampleArguments(row, sizeBytes, sampleTime, seed));
    command.add("--output-format=json");
    for (int i = 0; i < targets.size(); i++) {
      command.addAll(List.of("--name=disk" + i, "--uri=" + targets.get(i).uri()));
    }
    return command;
  }

  /** Reads that ask for no block twice, so that nothing which they bring in serves a later one. */
  List<String> coldCommand(Target target, Row row, long sizeBytes, Duration timeMax, int seed) {
    return command(target, row.pattern(), coldArguments(row, sizeBytes, timeMax, seed));
  }

  /** The same past the page cache and past every server. */
  List<String> deviceCommand(Path file, Row row, long sizeBytes, Duration timeMax, int seed) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--name=" + row.pattern()));
    command.addAll(List.of("--ioengine=libaio", "--direct=1", "--readonly", "--filename=" + file));
    command.addAll(coldArguments(row, sizeBytes, timeMax, seed));
    command.add("--output-format=json");
    return command;
  }

  private static List<String> sampleArguments(
      Row row, long sizeBytes, Duration sampleTime, int seed) {
    List<String> arguments = new ArrayList<>(row.fioArguments());
    arguments.addAll(
        List.of(
            "--size=" + sizeBytes,
            "--time_based",
            "--runtime=" + sampleTime.toSeconds(),
            "--ramp_time=" + WARM_UP.toSeconds(),
            "--norandommap",
            "--randseed=" + seed));
    return arguments;
  }

  private static List<String> coldArguments(Row row, long sizeBytes, Duration timeMax, int seed) {
    List<String> arguments = new ArrayList<>(row.fioArguments());
    arguments.addAll(
        List.of("--size=" + sizeBytes, "--runtime=" + timeMax.toSeconds(), "--randseed=" + seed));
    return arguments;
  }

  private List<String> command(Target target, String job, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--name=" + job);
    command.add("--ioengine=nbd");
    command.add("--uri=" + target.uri());
    command.addAll(arguments);
    command.add("--output-format=json");
    return command;
  }

  /** Runs a command and answers fio's report; one failed request fails it. */
  JsonNode run(List<String> command, Duration expected) throws CannotMeasure, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(expected.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
          throw new CannotMeasure("fio did not end: " + String.join(" ", command));
        }
      } finally {
        process.destroyForcibly();
      }
      return report(Files.readString(output, StandardCharsets.UTF_8), process.exitValue());
    } catch (IOException e) {
      throw new CannotMeasure("could not run fio: " + e.getMessage(), e);
    }
  }

  /** Finds the JSON in what fio printed; notes may stand before it. */
  static JsonNode report(String printed, int exitCode) throws CannotMeasure {
    int begin = printed.indexOf('{');
    if (begin < 0) {
      throw new CannotMeasure("fio said: " + printed.strip());
    }
    try {
      JsonNode report = JsonMapper.shared().readTree(printed.substring(begin));
      int error = report.path("jobs").isEmpty() ? -1 : 0;
      for (JsonNode job : report.path("jobs")) {
        error = error == 0 ? job.path("error").asInt(-1) : error;
      }
      if (exitCode != 0 || error != 0) {
        throw new CannotMeasure(
            "fio failed with exit code "
                + exitCode
                + ", error "
                + error
                + ": "
                + printed.substring(0, begin).strip());
      }
      return report;
    } catch (JacksonException e) {
      throw new CannotMeasure("fio's report is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Requests per second of a report, of all its jobs together. */
  static double requestsPerSecond(JsonNode report, Row row) throws CannotMeasure {
    double rate = 0;
    for (JsonNode job : report.path("jobs")) {
      rate += job.path(row.reads() ? "read" : "write").path("iops").asDouble(0);
    }
    if (rate <= 0) {
      throw new CannotMeasure("fio measured no request of " + row.title());
    }
    return rate;
  }
}
