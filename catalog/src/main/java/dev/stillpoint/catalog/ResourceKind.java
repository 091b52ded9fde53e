package dev.stillpoint.catalog;

/** The kinds of things that can carry tags and are in a resource group. */
public enum ResourceKind {
  INSTANCE("instances", "instance_id", "status <> 'DELETING'"),
  DISK("disks", "disk_id", "status <> 'DELETING'"),
  SNAPSHOT("snapshots", "snapshot_id", "state <> 'DELETING'"),
  SNAPSHOT_GROUP("snapshot_groups", "group_id", "state <> 'DELETING'"),
  SNAPSHOT_POLICY("snapshot_policies", "policy_id", "1 = 1"),
  IMAGE("images", "image_id", "1 = 1");

  private final String table;
  private final String id;
  private final String present;

  ResourceKind(String table, String id, String present) {
    this.table = table;
    this.id = id;
    this.present = present;
  }

  /** Every thing of the kind that is not going: identifier, account, resource group. */
  String select() {
    return selectAll() + " WHERE " + present;
  }

  /** As {@link #select}, with those that are going. */
  String selectAll() {
    return "SELECT "
        + id
        + " AS resource_id, account_id, resource_group_id, created_at FROM "
        + table;
  }

  /** The statement that moves one thing, {@code :id}, to a resource group, {@code :group}. */
  String move() {
    return "UPDATE " + table + " SET resource_group_id = :group WHERE " + id + " = :id";
  }
}
