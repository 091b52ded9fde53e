-- What a resource group is called. An account's default group has no row here; it is called what the cloud calls it.
CREATE TABLE resource_group_names (
  resource_group_id TEXT PRIMARY KEY REFERENCES resource_groups (resource_group_id),
  name TEXT NOT NULL,
  display_name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_group_names_by_name ON resource_group_names (name);

CREATE INDEX instances_by_resource_group ON instances (resource_group_id);
CREATE INDEX disks_by_resource_group ON disks (resource_group_id);
CREATE INDEX snapshots_by_resource_group ON snapshots (resource_group_id);
CREATE INDEX snapshot_groups_by_resource_group ON snapshot_groups (resource_group_id);
CREATE INDEX snapshot_policies_by_resource_group ON snapshot_policies (resource_group_id);
CREATE INDEX images_by_resource_group ON images (resource_group_id);
