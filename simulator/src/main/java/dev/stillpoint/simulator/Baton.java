package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.log.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Lets several threads run one at a time: a seed decides at each pause who goes on. A thread pauses
 * where the engine takes or gives a lock ({@link YieldingLock}) and where it asks the storage for
 * something ({@link YieldingStorage}), so one seed is one interleaving.
 *
 * <p>Whoever waits for something that is no lock of ours, and holds the baton meanwhile, stops the
 * world; that is found and told.
 */
final class Baton {
  private static final long STANDSTILL_SECONDS = 30;

  /** How seldom somebody without work looks for some while others have work. */
  private static final int IDLE_RARITY = 16;

  /** How seldom a read takes long, and so how many turns of others at most. */
  private static final int LINGER_RARITY = 8;

  private static final int LINGER_LOG_MAX = 12;

  /** What a thread does. */
  @FunctionalInterface
  interface Body {
    void run() throws BlockFault;
  }

  /** The world has ended; whoever is still in it goes. */
  static final class Dropped extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** How the next one is chosen. Some bugs need much coming and going, some a long absence. */
  private enum Style {
    UNIFORM,
    STICKY,
    PRIORITIES
  }

  private static final class Runner {
    private final String name;
    private final Semaphore turn = new Semaphore(0);
    private Thread thread;
    private Object awaited;
    private boolean over;
    private boolean idle;
    private int priority;

    /** The turn before which others go on, as long as there are any. */
    private long absentUntil;

    Runner(String name, int priority) {
      this.name = name;
      this.priority = priority;
    }

    boolean ready() {
      return !over && awaited == null;
    }

    @Override
    public String toString() {
      return name + (over ? " over" : awaited == null ? " ready" : " waits for " + awaited);
    }
  }

  private final RandomGenerator random;
  private final Trace trace;
  private final Style style;
  private final int rarity;
  private final List<Runner> runners = new ArrayList<>();
  private final Semaphore end = new Semaphore(0);
  private int lowest;
  private long turns;
  private Throwable failure;
  private volatile boolean dropped;

  Baton(RandomGenerator random, Trace trace) {
    this.random = random;
    this.trace = trace;
    this.style = Style.values()[random.nextInt(Style.values().length)];
    this.rarity = 1 << random.nextInt(2, 11);
  }

  /** The engine's threads wait for each other here and nowhere else. */
  Waiting waiting() {
    return new Waiting() {
      @Override
      public ReentrantLock lock() {
        return new YieldingLock(Baton.this);
      }

      @Override
      public ReentrantLock fairLock() {
        return lock();
      }

      @Override
      public void park(Object waiter) {
        idle();
      }
    };
  }

  /** Adds a thread; it waits for {@link #go}. */
  void add(String name, Body body) {
    Runner runner = new Runner(name, random.nextInt(1 << 20));
    runners.add(runner);
    runner.thread =
        Thread.ofPlatform()
            .daemon()
            .name("crowd-" + name)
            .unstarted(() -> {
              runner.turn.acquireUninterruptibly();
              try {
                body.run();
                runner.over = true;
                next();
              } catch (Dropped last) {
                runner.over = true;
              } catch (BlockFault | RuntimeException | Error thrown) {
                runner.over = true;
                drop(thrown);
              }
            });
  }

  /** Lets them all run to their ends; throws what one of them threw first. */
  void go() {
    runners.forEach(runner -> runner.thread.start());
    next();
    try {
      if (!end.tryAcquire(STANDSTILL_SECONDS, TimeUnit.SECONDS)) {
        drop(new SimulationFailure("the world stands still: " + stacks()));
      }
    } catch (InterruptedException interrupted) {
      drop(interrupted);
    }
    if (failure != null) {
      throw new SimulationFailure(String.valueOf(failure.getMessage()), failure);
    }
  }

  private String stacks() {
    return runners.stream()
        .map(runner -> runner + " " + Arrays.toString(runner.thread.getStackTrace()))
        .collect(Collectors.joining("\n"));
  }

  /** Null for a thread that is none of ours: it runs when nobody else does. */
  private Runner self() {
    Thread current = Thread.currentThread();
    for (Runner runner : runners) {
      if (runner.thread.equals(current)) {
        return runner;
      }
    }
    return null;
  }

  /** Somebody else may go on here. */
  void pause() {
    Runner me = self();
    if (me != null) {
      if (style == Style.PRIORITIES && random.nextInt(rarity) == 0) {
        me.priority = --lowest;
      }
      boolean stays = style == Style.STICKY && random.nextInt(rarity) != 0;
      handOver(me, stays);
    }
  }

  /**
   * As {@link #pause}, and now and then for so long that others get far: what was looked up before
   * may be gone by then, and must not be.
   */
  void linger() {
    Runner me = self();
    if (me != null) {
      if (random.nextInt(LINGER_RARITY) == 0) {
        me.absentUntil = turns + (1L << random.nextInt(LINGER_LOG_MAX + 1));
      }
      handOver(me, false);
    }
  }

  /** Nothing is to be done here for a while: somebody else goes on, if anybody can. */
  void idle() {
    Runner me = self();
    me.idle = true;
    handOver(me, false);
  }

  /** Waits until somebody calls {@link #wake} with the same thing. */
  void await(Object what) {
    Runner me = self();
    if (me == null) {
      throw new IllegalStateException("nobody is left who could give " + what + " free");
    }
    me.awaited = what;
    handOver(me, false);
  }

  /** Those who wait for it may go on; they look again. */
  void wake(Object what) {
    runners.stream().filter(waitsFor(what)).forEach(runner -> runner.awaited = null);
  }

  /** One of those who wait for it may go on. */
  void wakeOne(Object what) {
    runners.stream().filter(waitsFor(what)).findFirst().ifPresent(one -> one.awaited = null);
  }

  @SuppressWarnings("ReferenceEquality") // the very lock
  private static Predicate<Runner> waitsFor(Object what) {
    return runner -> runner.awaited == what;
  }

  private void handOver(Runner me, boolean stays) {
    requireWorld();
    if (!stays) {
      next();
      me.turn.acquireUninterruptibly();
    }
    requireWorld();
  }

  private void requireWorld() {
    if (dropped) {
      throw new Dropped();
    }
  }

  private void next() {
    List<Runner> ready = runners.stream().filter(Runner::ready).toList();
    if (!ready.isEmpty()) {
      turns++;
      List<Runner> here = ready.stream().filter(runner -> runner.absentUntil <= turns).toList();
      Runner chosen = choose(here.isEmpty() ? ready : here);
      chosen.idle = false;
      trace.add(chosen.name);
      chosen.turn.release();
    } else if (runners.stream().allMatch(runner -> runner.over)) {
      end.release();
    } else {
      drop(new SimulationFailure("everybody waits for somebody: " + runners + " " + stacks()));
    }
  }

  private Runner choose(List<Runner> ready) {
    List<Runner> busy = ready.stream().filter(runner -> !runner.idle).toList();
    if (style != Style.PRIORITIES || busy.isEmpty()) {
      return ready.get(random.nextInt(ready.size()));
    }
    if (busy.size() < ready.size() && random.nextInt(IDLE_RARITY) == 0) {
      return ready.stream().filter(runner -> runner.idle).findFirst().orElseThrow();
    }
    return Collections.max(busy, Comparator.comparingInt(runner -> runner.priority));
  }

  private void drop(Throwable cause) {
    if (!dropped) {
      failure = cause;
      dropped = true;
      end.release();
      runners.forEach(runner -> runner.turn.release());
    }
  }
}
