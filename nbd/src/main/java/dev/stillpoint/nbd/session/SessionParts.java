package dev.stillpoint.nbd.session;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a session needs of its surroundings, the same for all sessions of a server.
 *
 * @param threads makes the threads that wait for stable storage, and for clients
 * @param readers runs reads that wait for the storage
 * @param nanoTicker elapsed time in nanoseconds
 * @param memory bounds what requests hold beyond their connections' shares
 * @param lingerMillis how long requests are answered with ESHUTDOWN after a graceful withdrawal,
 *     before the connection closes
 */
public record SessionParts(
    ThreadFactory threads,
    Readers readers,
    LongSupplier nanoTicker,
    LargeMemory memory,
    int lingerMillis) {}
