package dev.stillpoint.block;

import java.time.Instant;

/**
 * The instant at which a group was taken.
 *
 * @param lsn the record that froze the group; every member shows exactly the writes before it
 * @param time wall clock when the record was appended, millisecond resolution
 */
public record Cut(Lsn lsn, Instant time) {}
