/**
 * What the log consists of: records, the batch that carries them, the footer of a segment, the
 * superblock. One codec for each, drawn in its class comment; all integers are little-endian. An
 * unknown magic or version is refused, never guessed. Knows nothing of files or maps.
 */
package dev.stillpoint.engine.format;
