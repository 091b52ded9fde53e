package dev.stillpoint.api.action;

/**
 * One call of one action, by a proven caller.
 *
 * @param arguments what was sent
 * @param account the caller's account
 * @param host host and port as the caller addressed the server
 * @param requestId upper-case UUID of this call
 */
public record Invocation(Arguments arguments, String account, String host, String requestId) {}
