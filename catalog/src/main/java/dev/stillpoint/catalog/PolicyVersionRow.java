package dev.stillpoint.catalog;

/**
 * One version of a permission policy.
 *
 * @param accountId whose policy it is
 * @param policyName the policy's name
 * @param version from 1
 * @param document the policy's text
 * @param createdAt milliseconds since 1970
 */
public record PolicyVersionRow(
    String accountId, String policyName, int version, String document, long createdAt) {}
