package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.NbdAnswer;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.NbdStatus;
import dev.stillpoint.client.Persistence;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Writes one lane over a connection that it may share, one request at a time, until it is told to
 * stop or the server stops answering, and reads back its own writes now and then.
 */
final class LaneWriter implements Runnable {
  private static final int BLOCK = 4096;
  private static final long ANSWER_SECONDS_MAX = 60;

  /** What all writers of a round share. */
  record Shared(AtomicLong stamps, AtomicLong flushed, AtomicBoolean stopping) {}

  private final Lane lane;
  private final NbdClient client;
  private final RandomGenerator random;
  private final Shared shared;
  private final Consumer<Throwable> faults;

  LaneWriter(
      Lane lane,
      NbdClient client,
      RandomGenerator random,
      Shared shared,
      Consumer<Throwable> faults) {
    this.lane = lane;
    this.client = client;
    this.random = random;
    this.shared = shared;
    this.faults = faults;
  }

  @Override
  public void run() {
    try {
      boolean serving = true;
      while (serving && !shared.stopping.get()) {
        serving = step(random.nextInt(100));
        Thread.sleep(random.nextInt(7));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AssertionError | ExecutionException | TimeoutException | RuntimeException e) {
      faults.accept(e);
    }
  }

  private boolean step(int die) throws InterruptedException, ExecutionException, TimeoutException {
    if (die < 62) {
      return write();
    }
    if (die < 78) {
      return zero(die < 70);
    }
    return die < 86 ? flush() : read();
  }

  private boolean write() throws InterruptedException, ExecutionException, TimeoutException {
    int from = from();
    byte[] bytes = new byte[length(from)];
    random.nextBytes(bytes);
    boolean durable = random.nextInt(8) == 0;
    Persistence persistence = durable ? Persistence.DURABLE : Persistence.VOLATILE;
    LaneOperation operation =
        LaneOperation.write(from, bytes, durable, shared.stamps.incrementAndGet());
    return change(
        operation,
        answer -> client.write(lane.offset() + from, ByteBuffer.wrap(bytes), persistence, answer));
  }

  private boolean zero(boolean trim)
      throws InterruptedException, ExecutionException, TimeoutException {
    int from = from();
    int length = length(from);
    boolean durable = !trim && random.nextInt(8) == 0;
    Persistence persistence = durable ? Persistence.DURABLE : Persistence.VOLATILE;
    LaneOperation operation = trim ? trimmed(from, length) : zeroed(from, length, durable);
    return change(
        operation,
        answer -> {
          if (trim) {
            client.trim(lane.offset() + from, length, answer);
          } else {
            client.writeZeroes(lane.offset() + from, length, persistence, answer);
          }
        });
  }

  private LaneOperation zeroed(int from, int length, boolean durable) {
    return LaneOperation.zero(from, length, durable, shared.stamps.incrementAndGet());
  }

  /** A trim zeroes whole blocks only. */
  private LaneOperation trimmed(int from, int length) {
    long first = Math.ceilDiv(lane.offset() + from, BLOCK) * BLOCK - lane.offset();
    long end = Math.floorDiv(lane.offset() + from + length, BLOCK) * BLOCK - lane.offset();
    return end > first ? zeroed((int) first, (int) (end - first), false) : zeroed(from, 0, false);
  }

  private boolean change(LaneOperation operation, Consumer<NbdAnswer> submission)
      throws InterruptedException, ExecutionException, TimeoutException {
    lane.sending(operation);
    NbdStatus status = await(submission);
    switch (status) {
      case OK -> operation.answered(shared.stamps.incrementAndGet());
      case SHUTTING_DOWN -> lane.refused();
      case DISCONNECTED -> {}
      case NOT_PERMITTED, IO_ERROR, NO_MEMORY, INVALID, NO_SPACE, OVERFLOW, NOT_SUPPORTED ->
          throw new AssertionError(operation + " on " + lane + " was answered " + status);
    }
    return status == NbdStatus.OK;
  }

  private boolean flush() throws InterruptedException, ExecutionException, TimeoutException {
    long sent = shared.stamps.incrementAndGet();
    NbdStatus status = await(client::flush);
    if (status == NbdStatus.OK) {
      shared.flushed.accumulateAndGet(sent, Math::max);
    }
    return status == NbdStatus.OK;
  }

  private boolean read() throws InterruptedException, ExecutionException, TimeoutException {
    byte[] bytes = new byte[Lane.BYTES];
    NbdStatus status = await(answer -> client.read(lane.offset(), ByteBuffer.wrap(bytes), answer));
    if (status == NbdStatus.OK) {
      assertThat(bytes).as("%s while it is written", lane).isEqualTo(lane.present());
    }
    return status == NbdStatus.OK;
  }

  private static NbdStatus await(Consumer<NbdAnswer> submission)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<NbdStatus> status = new CompletableFuture<>();
    submission.accept(status::complete);
    return status.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Half of them begin where a block of the disk does. */
  private int from() {
    if (random.nextBoolean()) {
      return random.nextInt(Lane.BYTES - 1);
    }
    int toBlock = (int) (-lane.offset() & (BLOCK - 1));
    return toBlock + BLOCK * random.nextInt((Lane.BYTES - toBlock) / BLOCK);
  }

  private int length(int from) {
    int most = Lane.BYTES - from;
    int wanted =
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> random.nextInt(1, 700);
          case 3, 4, 5, 6 -> BLOCK * random.nextInt(1, 4);
          case 7, 8 -> random.nextInt(1, 4 * BLOCK);
          default -> most;
        };
    return Math.min(most, wanted);
  }
}
