/**
 * The segments of the log: which exist, what lives in them, which may be written again. Location =
 * sequence number of the segment in the upper bits, block within it in the lower ones: where a
 * block was born, never given twice. The slot (file) that the segment stands in is looked up. Knows
 * nothing of volumes.
 */
package dev.stillpoint.engine.space;
