package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.LogRecord;

/** Sees every record as it enters the order. Called under the append lock. */
@FunctionalInterface
public interface LogObserver {
  void appended(long lsn, LogRecord record);
}
