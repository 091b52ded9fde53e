package dev.stillpoint.control.access;

/**
 * What AssumeRole asks for. The last three may be null.
 *
 * @param roleArn for example {@code acs:ram::1000000000000001:role/Reader}
 * @param roleSessionName what the taker calls the session
 * @param policy narrows the role
 * @param durationSeconds how long the session is to last
 * @param externalId what the role's trust policy may ask for
 */
public record AssumeRole(
    String roleArn,
    String roleSessionName,
    String policy,
    Integer durationSeconds,
    String externalId) {}
