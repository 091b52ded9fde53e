/**
 * The embedded log engine: all volumes of a pool share one log, a group of any disks is one record
 * in it. This package is the door; the rooms behind it, lowest first:
 *
 * <ul>
 *   <li>{@code io}: what is needed of the outside; {@code io.file} alone touches the system
 *   <li>{@code format}: records, batches, their codecs
 *   <li>{@code map}: the persistent map from blocks to locations
 *   <li>{@code space}: segments, what lives in them, what may be written again
 *   <li>{@code log}: the growing end of the log, buffer, group commit
 *   <li>{@code state}: what records mean: volumes, images, groups
 *   <li>{@code checkpoint}, {@code recovery}: where replay begins, and the replay
 *   <li>{@code seal}: authenticated encryption of blocks, nonces that never repeat
 *   <li>{@code clean}: which segment to empty next
 *   <li>{@code read}: the cache of verified blocks
 *   <li>{@code pool}: the append lock and the operations around it
 * </ul>
 */
package dev.stillpoint.engine;
