package dev.stillpoint.catalog;

/**
 * A mark that is set.
 *
 * @param subject the region, account, disk or hold
 * @param mark what is said of it
 * @param since milliseconds since 1970
 */
public record MarkRow(String subject, Mark mark, long since) {}
