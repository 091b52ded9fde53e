package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.LoadShape;
import dev.stillpoint.bench.load.LoadShape.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast one disk is when nobody else works: 4 KiB at random, 16 under way.
 *
 * @param reads answered a second, the middle of three measurements
 * @param writes the same
 */
record Speed(double reads, double writes) {
  private static final int DEPTH = 16;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  static Speed of(Path socket, String export, GroupsBenchOptions options)
      throws CannotMeasure, InterruptedException {
    List<Double> reads = new ArrayList<>();
    List<Double> writes = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      reads.add(sample(socket, export, Direction.READ, options, round));
      writes.add(sample(socket, export, Direction.WRITE, options, round));
    }
    return new Speed(new Times(reads).median(), new Times(writes).median());
  }

  private static double sample(
      Path socket, String export, Direction direction, GroupsBenchOptions options, int round)
      throws CannotMeasure, InterruptedException {
    run(socket, export, direction, options, round, WARM_UP);
    return run(socket, export, direction, options, ROUNDS + round, options.speedTime());
  }

  private static double run(
      Path socket,
      String export,
      Direction direction,
      GroupsBenchOptions options,
      int seed,
      Duration time)
      throws CannotMeasure, InterruptedException {
    LoadShape shape =
        new LoadShape(direction, Load.BLOCK_BYTES, options.workingSetBytes(), DEPTH, 0, seed);
    try (Generator generator = Generator.start(socket, List.of(export), shape)) {
      Thread.sleep(time);
      generator.stop();
      return generator.perSecond();
    } catch (IOException e) {
      throw new CannotMeasure("the speed of a disk: " + e.getMessage(), e);
    }
  }
}
