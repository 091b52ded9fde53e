package dev.stillpoint.catalog;

/**
 * A policy that is applied to a disk.
 *
 * @param diskId the disk
 * @param policyId the policy
 * @param createdAt since when, milliseconds since 1970
 * @param settledAt the last time point at which the policy has done with the disk
 */
public record DiskPolicyRow(String diskId, String policyId, long createdAt, long settledAt) {}
