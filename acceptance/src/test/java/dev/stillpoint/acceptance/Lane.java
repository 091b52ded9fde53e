package dev.stillpoint.acceptance;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of a disk that one client writes, one request at a time: what it held after the last
 * restart, and every change since. Its ends lie within blocks, so that neighbours share a block.
 * Not safe for several threads; whoever reads it has waited for the writer's end.
 */
final class Lane {
  static final int BYTES = (48 << 10) + 517;
  static final int PER_DISK = 4;
  private static final long FIRST_OFFSET = (3L << 30) + 1234;

  private final String diskId;
  private final int index;
  private final List<LaneOperation> history = new ArrayList<>();
  private byte[] settled = new byte[BYTES];
  private byte[] present = new byte[BYTES];

  Lane(String diskId, int index) {
    this.diskId = diskId;
    this.index = index;
  }

  String diskId() {
    return diskId;
  }

  /** Which lane of its disk. */
  int index() {
    return index;
  }

  /** Where on the disk it begins. */
  long offset() {
    return offset(index);
  }

  static long offset(int index) {
    return FIRST_OFFSET + (long) index * BYTES;
  }

  List<LaneOperation> history() {
    return history;
  }

  /** What its writer reads while every request was answered. */
  byte[] present() {
    return present;
  }

  /** A change is about to be sent. */
  void sending(LaneOperation operation) {
    history.add(operation);
    apply(operation, present);
  }

  /** The last change was refused, so it never happens. */
  void refused() {
    history.removeLast();
    present = settled.clone();
    history.forEach(operation -> apply(operation, present));
  }

  /** After a restart: this is what it holds, whatever led to it. */
  void settle(byte[] observed) {
    settled = observed.clone();
    present = observed.clone();
    history.clear();
  }

  /** How many of its changes {@code stamp} saw answered, counted to the last of them. */
  int answeredBefore(long stamp) {
    int count = 0;
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).answered() < stamp) {
        count = i + 1;
      }
    }
    return count;
  }

  /** How many of its changes an answered durable write vouches for. */
  int durable() {
    int count = 0;
    for (int i = 0; i < history.size(); i++) {
      LaneOperation operation = history.get(i);
      if (operation.durable() && operation.answered() != LaneOperation.NEVER) {
        count = i + 1;
      }
    }
    return count;
  }

  /**
   * The numbers of changes after which the lane holds exactly {@code observed}, ascending.
   *
   * @param tearing whether the change after them may have been cut off between its records
   */
  List<Integer> matches(byte[] observed, Tearing tearing) {
    List<Integer> matches = new ArrayList<>();
    byte[] state = settled.clone();
    int wrong = wrong(state, observed, 0, BYTES);
    for (int count = 0; count <= history.size(); count++) {
      if (wrong == 0) {
        matches.add(count);
      }
      if (count == history.size()) {
        break;
      }
      LaneOperation next = history.get(count);
      int inside = wrong(state, observed, next.from(), next.to());
      if (wrong > 0
          && wrong == inside
          && tearing == Tearing.ALLOWED
          && torn(state, observed, next)) {
        matches.add(count);
      }
      apply(next, state);
      wrong += wrong(state, observed, next.from(), next.to()) - inside;
    }
    return matches;
  }

  /** Whether a change of several records may have been cut off between two of them. */
  enum Tearing {
    /** After a crash, before a request that no flush vouches for. */
    ALLOWED,
    /** Never in a group. */
    FORBIDDEN
  }

  private static boolean torn(byte[] state, byte[] observed, LaneOperation next) {
    for (int at = next.from(); next.zeroing() && at < next.to(); at++) {
      if (observed[at] != state[at] && observed[at] != 0) {
        return false;
      }
    }
    return next.zeroing();
  }

  private static int wrong(byte[] state, byte[] observed, int from, int to) {
    int wrong = 0;
    for (int at = from; at < to; at++) {
      wrong += state[at] == observed[at] ? 0 : 1;
    }
    return wrong;
  }

  private static void apply(LaneOperation operation, byte[] state) {
    System.arraycopy(operation.bytes(), 0, state, operation.from(), operation.bytes().length);
  }

  @Override
  public String toString() {
    return "lane " + index + " of " + diskId;
  }
}
