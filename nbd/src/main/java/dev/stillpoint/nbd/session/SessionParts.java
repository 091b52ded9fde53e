package dev.stillpoint.nbd.session;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a session needs of its surroundings, the same for all sessions of a server.
 *
 * @param threads makes the threads that wait for stable storage
 * @param readers runs reads that wait for the storage; when all its threads are busy, the caller's
 * @param nanoTicker elapsed time in nanoseconds
 * @param memory bounds what large requests hold
 * @param lingerMillis how long requests are answered with ESHUTDOWN after a graceful withdrawal,
 *     before the connection closes
 */
public record SessionParts(
    ThreadFactory threads,
    Executor readers,
    LongSupplier nanoTicker,
    MemoryBudget memory,
    int lingerMillis) {}
