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

  /** Writes the working set once, in order, and flushes. */
  List<String> prefillCommand(Target target, long sizeBytes) {
    return command(
        target,
        "prefill",
        List.of("--rw=write", "--bs=1m", "--iodepth=4", "--end_fsync=1", "--size=" + sizeBytes));
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
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rw=" + row.pattern(),
                "--bs=4k",
                "--size=" + sizeBytes,
                "--time_based",
                "--runtime=" + sampleTime.toSeconds(),
                "--ramp_time=" + WARM_UP.toSeconds(),
                "--norandommap",
                "--randseed=" + seed));
    arguments.addAll(row.fioArguments());
    return command(target, row.pattern(), arguments);
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
      int error = report.at("/jobs/0/error").asInt(-1);
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

  /** Requests per second of a report. */
  static double requestsPerSecond(JsonNode report, Row row) throws CannotMeasure {
    double rate = report.at("/jobs/0/" + (row.reads() ? "read" : "write") + "/iops").asDouble(0);
    if (rate <= 0) {
      throw new CannotMeasure("fio measured no request of " + row.title());
    }
    return rate;
  }
}
