package dev.stillpoint.block;

import java.time.Instant;

/**
 * A window of the past that an engine keeps: what every volume was at any record of it can be made
 * a group still.
 *
 * @param from the first record of the window
 * @param since when that was
 * @param heldBytes of the log that nothing living needs and that stay for the window alone; what
 *     its anchors reach counts as living
 */
public record HistoryWindow(Lsn from, Instant since, long heldBytes) {}
