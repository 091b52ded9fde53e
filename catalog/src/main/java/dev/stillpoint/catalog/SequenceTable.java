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
    return next(sequence, 1);
  }

  /** The first of the next so many numbers. */
  public long next(Sequence sequence, int count) {
    return handle
        .createQuery(
            """
            INSERT INTO sequences (name, next) VALUES (:name, 1 + :count)
            ON CONFLICT (name) DO UPDATE SET next = next + :count
            RETURNING next - :count
            """)
        .bind("name", sequence.name())
        .bind("count", count)
        .mapTo(Long.class)
        .one();
  }
}
