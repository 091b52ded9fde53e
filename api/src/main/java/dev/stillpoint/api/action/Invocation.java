package dev.stillpoint.api.action;

import dev.stillpoint.control.request.Caller;

/**
 * One call of one action, by a proven caller.
 *
 * @param arguments what was sent
 * @param caller who asks
 * @param host host and port as the caller addressed the server
 * @param requestId upper-case UUID of this call
 */
public record Invocation(Arguments arguments, Caller caller, String host, String requestId) {}
