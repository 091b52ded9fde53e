package dev.stillpoint.control.request;

/**
 * Who asks.
 *
 * @param accountId the account that owns what is made and seen, 16 digits
 */
public record Caller(String accountId) {}
