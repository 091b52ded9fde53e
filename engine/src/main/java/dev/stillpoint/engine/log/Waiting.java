package dev.stillpoint.engine.log;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** How the threads of a pool wait for each other; a simulator takes this over to say who runs. */
public interface Waiting {
  /** The system decides. */
  Waiting OF_THE_SYSTEM =
      new Waiting() {
        @Override
        public ReentrantLock lock() {
          return new ReentrantLock();
        }

        @Override
        public ReentrantLock fairLock() {
          return new ReentrantLock(true);
        }

        @Override
        public void park(Object waiter) {
          LockSupport.park(waiter);
        }
      };

  /** A lock that a thread may hold while another one waits for it. */
  ReentrantLock lock();

  /** As {@link #lock}, first come, first served. */
  ReentrantLock fairLock();

  /** Waits until the thread is unparked, or returns for no reason, as {@link LockSupport#park}. */
  void park(Object waiter);
}
