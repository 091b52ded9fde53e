package dev.stillpoint.bench;

import java.util.Comparator;
import java.util.List;

/**
 * A whole comparison.
 *
 * @param machine what it ran on
 * @param conditions what was the same for everybody, one sentence each
 * @param absent why which peer took no part
 * @param commands every command line, in the order of its first use
 * @param standings the rows, the one where we do worst first
 */
record Report(
    String machine,
    List<String> conditions,
    List<String> absent,
    List<String> commands,
    List<Standing> standings) {
  Report {
    conditions = List.copyOf(conditions);
    absent = List.copyOf(absent);
    commands = List.copyOf(commands);
    standings =
        standings.stream()
            .sorted(
                Comparator.comparingDouble(
                    standing -> standing.worstRatio().orElse(Double.POSITIVE_INFINITY)))
            .toList();
  }
}
