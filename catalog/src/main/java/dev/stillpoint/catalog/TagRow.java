package dev.stillpoint.catalog;

/**
 * A tag on a resource.
 *
 * @param resourceId the resource
 * @param key unique on the resource
 * @param value may be empty
 */
public record TagRow(String resourceId, String key, String value) {}
