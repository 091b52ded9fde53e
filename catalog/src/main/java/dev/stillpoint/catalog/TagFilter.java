package dev.stillpoint.catalog;

/**
 * A tag that must be there.
 *
 * @param key exact
 * @param value exact; null means any
 */
public record TagFilter(String key, String value) {}
