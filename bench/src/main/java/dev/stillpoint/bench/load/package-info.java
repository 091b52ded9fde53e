/**
 * A load on many disks whose every request is timed: one thread, one connection a disk, nothing
 * allocated per request, so that what it measures is the server and not its own collector. {@link
 * dev.stillpoint.bench.load.Generator} makes the load; {@link dev.stillpoint.bench.load.RequestLog}
 * keeps the last requests with their instants, for the longest one within a window; {@link
 * dev.stillpoint.bench.load.Latencies} counts all of them. It speaks NBD and knows no server in
 * particular.
 */
package dev.stillpoint.bench.load;
