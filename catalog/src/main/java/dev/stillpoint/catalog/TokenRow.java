package dev.stillpoint.catalog;

/**
 * A client token.
 *
 * @param accountId whose it is
 * @param action what it was sent with
 * @param regionId region
 * @param token as sent
 * @param fingerprint digest of the request
 * @param answer empty until the intent is written
 * @param done the answer may be replayed
 * @param createdAt milliseconds since 1970
 */
public record TokenRow(
    String accountId,
    String action,
    String regionId,
    String token,
    String fingerprint,
    String answer,
    boolean done,
    long createdAt) {}
