package dev.stillpoint.api.action;

/**
 * One {@code Tag.N} as it was sent. Its rules belong to the action.
 *
 * @param key empty if only a value was sent
 * @param value empty if only a key was sent
 */
public record TagArgument(String key, String value) {}
