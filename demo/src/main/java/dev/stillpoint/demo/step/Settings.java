package dev.stillpoint.demo.step;

import dev.stillpoint.demo.workload.Ticker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a demonstration needs of the outside.
 *
 * @param seed of the workload
 * @param directory where the server's data and log go; exists and is empty
 * @param serverCommand the command line that {@code serve} is appended to
 * @param ticker elapsed time for all measurements
 * @param clock dates the signed requests
 * @param nonces makes the signed requests unique
 * @param pace how much is done
 */
public record Settings(
    long seed,
    Path directory,
    List<String> serverCommand,
    Ticker ticker,
    InstantSource clock,
    RandomGenerator nonces,
    Pace pace) {
  /** Copies the command line. */
  public Settings {
    serverCommand = List.copyOf(serverCommand);
  }
}
