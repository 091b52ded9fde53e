/**
 * Keys that must be at hand: the root key, what is wrapped under what, and the ring of data keys
 * that the engine asks. Knows which keys may be used, and nothing of disks and snapshots. Why there
 * are three layers of keys: {@code docs/decisions/0007-three-layers-of-keys.md}.
 */
package dev.stillpoint.control.ring;
