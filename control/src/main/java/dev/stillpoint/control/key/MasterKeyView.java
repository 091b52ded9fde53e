package dev.stillpoint.control.key;

import java.time.Instant;

/**
 * A master key as DescribeKey shows it.
 *
 * @param keyId its identifier
 * @param arn its name among all resources
 * @param accountId whose it is
 * @param state Enabled, Disabled or PendingDeletion
 * @param version of its material
 * @param description empty when it has none
 * @param creationTime when it was made
 * @param deletionTime when it goes; null unless PendingDeletion
 */
public record MasterKeyView(
    String keyId,
    String arn,
    String accountId,
    String state,
    String version,
    String description,
    Instant creationTime,
    Instant deletionTime) {}
