package dev.stillpoint.catalog;

/**
 * A number that replaces the configuration's.
 *
 * @param name as the configuration writes it
 * @param value the number
 */
public record SettingRow(String name, long value) {}
