/**
 * The pool: one append lock, and around it the operations of a block engine. A pool has no threads;
 * every call runs to its end on the caller's thread, and background work is {@link
 * dev.stillpoint.engine.pool.Pool#maintain} and {@link dev.stillpoint.engine.pool.Pool#writeOut},
 * turned by whoever owns the pool. So a simulator drives the very code that serves.
 */
package dev.stillpoint.engine.pool;
