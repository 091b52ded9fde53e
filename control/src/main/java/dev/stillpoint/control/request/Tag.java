package dev.stillpoint.control.request;

/**
 * A label on a resource.
 *
 * @param key never null; in a request not yet checked
 * @param value may be null in a request, which means empty; in a filter null means any value
 */
public record Tag(String key, String value) {}
