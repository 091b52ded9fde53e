/**
 * The segments of the log: which exist, what lives in them, which may be written again. Location =
 * slot number in the upper bits, block within the slot in the lower ones. Knows nothing of volumes.
 */
package dev.stillpoint.engine.space;
