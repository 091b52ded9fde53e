/**
 * Sealing: AES-256-GCM over one block at a time, under nonces that no life of the pool repeats.
 * Keeps invariant 10 (sealed) together with the pool's devices. Keeps no key: it is handed one for
 * each use. Knows nothing of maps, files or locks.
 */
package dev.stillpoint.engine.seal;
