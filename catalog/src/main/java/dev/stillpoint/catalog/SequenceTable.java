package dev.stillpoint.catalog;

import org.jdbi.v3.core.Handle;

/** Where the engine's names come from: they rise, and none is given out twice. */
public final class SequenceTable {
  private final Handle handle;

  SequenceTable(Handle handle) {
    this.handle = handle;
  }

  /** What is counted. */
  public enum Sequence {
    VOLUME,
    IMAGE,
    GROUP,
    DATA_KEY
  }

  /** The next number, from 1. */
  public long next(Sequence sequence) {
    return handle
        .createQuery(
            """
            INSERT INTO sequences (name, next) VALUES (:name, 2)
            ON CONFLICT (name) DO UPDATE SET next = next + 1
            RETURNING next - 1
            """)
        .bind("name", sequence.name())
        .mapTo(Long.class)
        .one();
  }
}
