/**
 * Reading: the cache of verified blocks, keyed by a place that never changes its content. Keeps
 * invariant 7 (integrity) together with the pool's read path.
 */
package dev.stillpoint.engine.read;
