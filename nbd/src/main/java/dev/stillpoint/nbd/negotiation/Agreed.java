package dev.stillpoint.nbd.negotiation;

/**
 * What both sides agreed on for the transmission.
 *
 * @param sizeBytes of the export, as the client was told
 * @param readOnly whether writes are refused
 * @param structured whether reads are answered with structured replies
 * @param allocation whether block status may be asked for
 */
public record Agreed(long sizeBytes, boolean readOnly, boolean structured, boolean allocation) {}
