-- An auto snapshot policy. hours and weekdays are sets of bits: bit N stands for hour N and for weekday N (1 is Monday), both UTC+8.
-- next_at is the next time point that nobody has settled; the scheduler looks for those that have come.
CREATE TABLE snapshot_policies (
  policy_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  region_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  hours INTEGER NOT NULL CHECK (hours > 0),
  weekdays INTEGER NOT NULL CHECK (weekdays > 0),
  retention_days INTEGER NOT NULL,
  grouping TEXT NOT NULL CHECK (grouping IN ('NONE', 'INSTANCE', 'POLICY')),
  created_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL
) STRICT;
CREATE INDEX snapshot_policies_by_creation ON snapshot_policies (account_id, created_at, policy_id);
CREATE INDEX snapshot_policies_by_next ON snapshot_policies (next_at);

-- settled_at is the last time point at which the policy has done with the disk: it made its snapshot, or had a reason not to.
CREATE TABLE disk_policies (
  disk_id TEXT NOT NULL REFERENCES disks (disk_id) ON DELETE CASCADE,
  policy_id TEXT NOT NULL REFERENCES snapshot_policies (policy_id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  settled_at INTEGER NOT NULL,
  PRIMARY KEY (disk_id, policy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disk_policies_by_policy ON disk_policies (policy_id, created_at, disk_id);

-- Which time point of which policy a snapshot was made for, so that no crash makes a second one. The policy may be gone.
CREATE TABLE policy_snapshots (
  snapshot_id TEXT PRIMARY KEY REFERENCES snapshots (snapshot_id) ON DELETE CASCADE,
  policy_id TEXT NOT NULL,
  disk_id TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX policy_snapshots_by_time_point ON policy_snapshots (policy_id, disk_id, due_at);

-- The oldest automatic snapshot of a disk goes when there are too many.
CREATE INDEX snapshots_automatic ON snapshots (source_disk_id, created_at) WHERE type = 'AUTO';
