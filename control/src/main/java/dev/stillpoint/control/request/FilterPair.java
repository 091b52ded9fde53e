package dev.stillpoint.control.request;

/**
 * One {@code Filter.N.Key} with its {@code Filter.N.Value}, as sent.
 *
 * @param key for example {@code CreationStartTime}
 * @param value a time of the form {@code yyyy-MM-ddTHH:mmZ}
 */
public record FilterPair(String key, String value) {}
