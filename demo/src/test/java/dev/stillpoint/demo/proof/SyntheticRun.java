package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.BlockContent;
import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.LogSync;
import dev.stillpoint.demo.workload.Role;
import dev.stillpoint.demo.workload.WriteRecords;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A history of a writer on a simulated clock, and the disks as they stood after any number of its
 * writes.
 *
 * <p>Each write is sent, then done at some later step, then answered; many transactions interleave
 * in an order that a seed decides. The history follows the same rules as the real writer: causes
 * are answered before effects are sent, the window holds.
 */
final class SyntheticRun {
  final Layout layout;
  final WriteRecords records = new WriteRecords();

  /** The writes in the order in which they reached the disks. */
  final List<Done> done = new ArrayList<>();

  private final Random random;
  private final List<Flying> flying = new ArrayList<>();
  private long clock = 1;

  /** One write that reached its disk, at a moment between its sending and its answer. */
  record Done(Role role, long transaction, long nanos) {}

  private record Flying(long transaction, int stage) {}

  SyntheticRun(Layout layout, long historySeed, int transactions) {
    this.layout = layout;
    this.random = new Random(historySeed);
    long next = 0;
    long lowestOpen = 0;
    boolean[] complete = new boolean[transactions + 1];
    while (lowestOpen < transactions) {
      boolean may =
          next < transactions && next < lowestOpen + layout.window() && flying.size() < 64;
      if (may && (flying.isEmpty() || random.nextInt(4) == 0)) {
        records.begin(next);
        send(next, Role.LOG);
        flying.add(new Flying(next++, 0));
      } else {
        Flying one = flying.remove(random.nextInt(flying.size()));
        if (advance(one)) {
          complete[(int) one.transaction()] = true;
          while (complete[(int) lowestOpen]) {
            lowestOpen++;
          }
        }
      }
    }
  }

  /** The disks after the first writes of the history. */
  Disks disksAfter(int writes) {
    Disks disks = new Disks(layout);
    for (Role role : Role.values()) {
      long[] last = new long[layout.slots(role)];
      Arrays.fill(last, -1);
      done.subList(0, writes).stream()
          .filter(write -> write.role() == role)
          .forEach(write -> last[layout.slot(role, write.transaction())] = write.transaction());
      Arrays.stream(last).filter(n -> n >= 0).forEach(n -> disks.put(role, n));
    }
    return disks;
  }

  /** A moment strictly between two writes reaching their disks. */
  long momentAfter(int writes) {
    return writes == 0 ? 1 : done.get(writes - 1).nanos() + 1;
  }

  private boolean advance(Flying one) {
    long n = one.transaction();
    switch (one.stage()) {
      case 0 -> {
        answer(n, Role.LOG);
        if (LogSync.of(layout.seed(), n) == LogSync.WRITE_THROUGH) {
          records.durable(records.sentAt(n, Role.LOG));
        }
        send(n, Role.PAGE_B);
        send(n, Role.PAGE_A);
      }
      case 1 -> answer(n, Role.PAGE_A);
      case 2 -> {
        answer(n, Role.PAGE_B);
        send(n, Role.COMMIT);
      }
      default -> {
        answer(n, Role.COMMIT);
        return true;
      }
    }
    flying.add(new Flying(n, one.stage() + 1));
    return false;
  }

  private void send(long transaction, Role role) {
    records.sent(transaction, role, clock += 10);
  }

  private void answer(long transaction, Role role) {
    clock += 10;
    done.add(new Done(role, transaction, clock));
    clock += 10;
    records.answered(transaction, role, clock);
  }

  /** Disks in memory, which tests may spoil. */
  static final class Disks {
    private final Layout layout;
    private final byte[][] bytes = new byte[Role.values().length][];

    Disks(Layout layout) {
      this.layout = layout;
      for (Role role : Role.values()) {
        bytes[role.number()] = new byte[(int) layout.usedBytes(role)];
      }
    }

    byte[] of(Role role) {
      return bytes[role.number()];
    }

    void put(Role role, long transaction) {
      ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK_BYTES);
      BlockContent.fill(block, layout, role, transaction);
      block.get(0, of(role), (int) layout.offset(role, transaction), Layout.BLOCK_BYTES);
    }

    void erase(Role role, long transaction) {
      int from = (int) layout.offset(role, transaction);
      Arrays.fill(of(role), from, from + Layout.BLOCK_BYTES, (byte) 0);
    }

    Evidence read(Role... roles) {
      List<RoleEvidence> evidence = new ArrayList<>();
      for (Role role : roles) {
        RoleScan scan = new RoleScan(layout, role);
        byte[] all = of(role);
        int half = all.length / 2;
        scan.take(ByteBuffer.wrap(all, 0, half));
        scan.take(ByteBuffer.wrap(all, half, all.length - half));
        evidence.add(scan.finish());
      }
      return new Evidence(evidence);
    }

    Evidence read() {
      return read(Role.values());
    }
  }
}
