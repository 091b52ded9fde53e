package dev.stillpoint.control.request;

/**
 * An identifier that a request names, whatever its action does with it. No policy has to allow it,
 * but one that denies it is obeyed: what a caller may not touch, it does not reach through an
 * action that asks for something else.
 *
 * @param resource what is named, as sent
 * @param use what the action does with it in the caller's name, such as {@code
 *     kms:GenerateDataKey}, which may be denied by itself; empty if nothing
 */
public record Mention(Resource resource, String use) {}
