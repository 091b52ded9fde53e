package dev.stillpoint.bench;

import java.util.OptionalDouble;

/** What each row must reach at least, as a ratio to a named peer. */
final class Goals {
  /** A working set up to here fits the caches of everybody; beyond it the floor holds. */
  private static final long SMALL_BYTES = 1L << 30;

  private static final double FLOOR = 1.0;
  private static final double COLD = 0.8;

  private Goals() {}

  /** The goal of a row against a peer; empty when there is none. */
  static OptionalDouble of(Scenario scenario, Row row, String peer) {
    return switch (peer) {
      case FileServer.NBDKIT_FILE -> file(scenario, row);
      case FileServer.NBDKIT_MEMORY -> OptionalDouble.of(0.6);
      case ColdContest.DEVICE -> device(scenario, row);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble file(Scenario scenario, Row row) {
    if (scenario.state() == Scenario.State.COLD) {
      return OptionalDouble.empty();
    }
    boolean small = scenario.sizeBytes() <= SMALL_BYTES && scenario.fill() == Fill.IN_ORDER;
    return OptionalDouble.of(
        switch (row) {
          case RANDREAD_QD16 -> small ? 1.5 : 1.3;
          case RANDWRITE_QD16 -> 1.3;
          case RANDWRITE_QD1_FLUSH -> scenario.disks() == 1 ? 2.0 : 4.0;
          case READ_256K_QD8 -> small ? 1.1 : FLOOR;
          case RANDREAD_QD1, RANDREAD_64K_QD4, WRITE_256K_QD8 -> FLOOR;
        });
  }

  /**
   * What was written at random lies at random: only its random reads can go as fast as a file's.
   */
  private static OptionalDouble device(Scenario scenario, Row row) {
    boolean inOrder = scenario.fill() == Fill.IN_ORDER && row == Row.READ_256K_QD8;
    return row == Row.RANDREAD_QD16 || inOrder ? OptionalDouble.of(COLD) : OptionalDouble.empty();
  }
}
