package dev.stillpoint.catalog;

/**
 * A place in the order by creation, then identifier.
 *
 * @param createdAt milliseconds since 1970
 * @param id identifier
 */
public record Position(long createdAt, String id) {}
