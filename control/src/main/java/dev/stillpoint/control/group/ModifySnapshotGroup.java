package dev.stillpoint.control.group;

/**
 * The parameters of ModifySnapshotGroup as sent.
 *
 * @param regionId required
 * @param snapshotGroupId required
 * @param name null leaves it, empty clears it
 * @param description null leaves it, empty clears it
 */
public record ModifySnapshotGroup(
    String regionId, String snapshotGroupId, String name, String description) {}
