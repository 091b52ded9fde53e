-- What disks have beyond their row. All of it goes with the disk.

-- A disk without a row here has both switched on.
CREATE TABLE disk_switches (
  disk_id TEXT PRIMARY KEY REFERENCES disks (disk_id) ON DELETE CASCADE,
  delete_auto_snapshot INTEGER NOT NULL,
  enable_auto_snapshot INTEGER NOT NULL
) STRICT;

-- A disk that grows, or that grew while its export goes on to show the size it had when its instance started.
CREATE TABLE disk_resizes (
  disk_id TEXT PRIMARY KEY REFERENCES disks (disk_id) ON DELETE CASCADE,
  to_gib INTEGER NOT NULL,
  shown_gib INTEGER,
  intended INTEGER NOT NULL
) STRICT;
CREATE INDEX disk_resizes_intended ON disk_resizes (intended) WHERE intended = 1;

-- A disk that becomes empty as soon as the engine has the group that keeps what it holds.
CREATE TABLE disk_emptyings (
  disk_id TEXT PRIMARY KEY REFERENCES disks (disk_id) ON DELETE CASCADE,
  engine_group INTEGER NOT NULL
) STRICT;

-- A disk on its way to another category or level.
CREATE TABLE disk_moves (
  disk_id TEXT PRIMARY KEY REFERENCES disks (disk_id) ON DELETE CASCADE,
  task_id TEXT NOT NULL,
  category TEXT NOT NULL,
  performance_level TEXT NOT NULL,
  provisioned_iops INTEGER NOT NULL,
  zone_id TEXT NOT NULL
) STRICT;

-- Which instances hold a disk that several may hold; its own instance_id stays NULL.
CREATE TABLE disk_holders (
  disk_id TEXT NOT NULL REFERENCES disks (disk_id) ON DELETE CASCADE,
  instance_id TEXT NOT NULL REFERENCES instances (instance_id),
  device TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ATTACHING', 'ATTACHED', 'DETACHING')),
  attached_at INTEGER,
  PRIMARY KEY (disk_id, instance_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disk_holders_by_instance ON disk_holders (instance_id);
CREATE INDEX disk_holders_in_transition ON disk_holders (state) WHERE state <> 'ATTACHED';
