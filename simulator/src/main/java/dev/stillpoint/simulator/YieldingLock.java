package dev.stillpoint.simulator;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A lock of the engine at which the {@link Baton} may pass to another thread. */
final class YieldingLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  private final transient Baton baton;

  YieldingLock(Baton baton) {
    this.baton = baton;
  }

  @Override
  public void lock() {
    baton.pause();
    while (!super.tryLock()) {
      baton.await(this);
    }
  }

  @Override
  public boolean tryLock() {
    baton.pause();
    return super.tryLock();
  }

  @Override
  public void unlock() {
    super.unlock();
    baton.wake(this);
    baton.pause();
  }

  @Override
  public Condition newCondition() {
    return new YieldingCondition();
  }

  /** Nothing takes time in this world, so a wait with a time limit is over at the next turn. */
  private final class YieldingCondition implements Condition {
    @Override
    public void await() {
      sleep();
    }

    @Override
    public void awaitUninterruptibly() {
      sleep();
    }

    @Override
    public long awaitNanos(long nanosTimeout) {
      doze();
      return 0;
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
      doze();
      return false;
    }

    @Override
    public boolean awaitUntil(Date deadline) {
      doze();
      return false;
    }

    @Override
    public void signal() {
      baton.wakeOne(this);
    }

    @Override
    public void signalAll() {
      baton.wake(this);
    }

    private void sleep() {
      int holds = letGo();
      baton.await(this);
      takeAgain(holds);
    }

    private void doze() {
      int holds = letGo();
      baton.pause();
      takeAgain(holds);
    }

    private int letGo() {
      int holds = getHoldCount();
      for (int i = 0; i < holds; i++) {
        YieldingLock.super.unlock();
      }
      baton.wake(YieldingLock.this);
      return holds;
    }

    private void takeAgain(int holds) {
      for (int i = 0; i < holds; i++) {
        lock();
      }
    }
  }
}
