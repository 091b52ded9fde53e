package dev.stillpoint.engine.log;

/**
 * What every batch names so that none of another pool or life is taken for it.
 *
 * @param high upper half of the pool's identity
 * @param low lower half
 * @param epoch raised and made durable at every open
 */
public record PoolIdentity(long high, long low, long epoch) {}
