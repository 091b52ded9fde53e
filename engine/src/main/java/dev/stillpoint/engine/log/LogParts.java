package dev.stillpoint.engine.log;

import dev.stillpoint.engine.space.Segments;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * What a {@link LogWriter} is made of.
 *
 * @param lock the append lock, which guards {@code segments} too
 * @param waiting how threads wait for each other here
 * @param observer null when nobody looks on
 * @param flushOrder which of the waiting items a flush writes, and in which order; all, in theirs
 * @param buffer where batches wait to be written
 */
public record LogParts(
    ReentrantLock lock,
    Waiting waiting,
    SegmentFiles files,
    Segments segments,
    PoolIdentity pool,
    InstantSource clock,
    LogObserver observer,
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    WriteBuffer buffer) {}
