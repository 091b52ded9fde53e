-- Times are milliseconds since 1970, UTC. Booleans are 0 and 1. Texts that a client may leave out are '' rather than NULL;
-- NULL means "not yet" or "not at all". Names of the engine (volume, image, engine_group) come from sequences and are never used twice.
-- The indexes by creation hold all that a list without filters asks, so that its total is counted without a look at the table.

CREATE TABLE sequences (
  name TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  account_id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;

-- A secret has to be known to check an HMAC, so it cannot be kept as a digest; the file is its owner's alone.
CREATE TABLE access_keys (
  access_key_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  secret TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX access_keys_by_account ON access_keys (account_id, created_at);

CREATE TABLE resource_groups (
  resource_group_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  is_default INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_groups_by_account ON resource_groups (account_id, is_default);

CREATE TABLE instances (
  instance_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  region_id TEXT NOT NULL,
  zone_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  host_name TEXT NOT NULL,
  description TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('PENDING', 'STARTING', 'RUNNING', 'STOPPING', 'STOPPED', 'DELETING')),
  image_id TEXT NOT NULL,
  instance_type TEXT NOT NULL,
  v_switch_id TEXT NOT NULL,
  security_group_ids TEXT NOT NULL,
  key_pair_name TEXT NOT NULL,
  deletion_protection INTEGER NOT NULL,
  stopped_mode TEXT NOT NULL,
  lock_reasons TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER
) STRICT;
CREATE INDEX instances_by_creation ON instances (account_id, created_at, instance_id, status);
CREATE INDEX instances_by_name ON instances (account_id, name);
CREATE INDEX instances_by_status ON instances (status);

CREATE TABLE disks (
  disk_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  volume INTEGER NOT NULL UNIQUE,
  region_id TEXT NOT NULL,
  zone_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('CREATING', 'AVAILABLE', 'ATTACHING', 'IN_USE', 'DETACHING', 'REINITING', 'DELETING')),
  type TEXT NOT NULL CHECK (type IN ('SYSTEM', 'DATA')),
  category TEXT NOT NULL,
  performance_level TEXT NOT NULL,
  size_gib INTEGER NOT NULL CHECK (size_gib > 0),
  provisioned_iops INTEGER NOT NULL,
  bursting_enabled INTEGER NOT NULL,
  multi_attach TEXT NOT NULL,
  instance_id TEXT REFERENCES instances (instance_id),
  origin_instance_id TEXT,
  device TEXT NOT NULL,
  delete_with_instance INTEGER NOT NULL,
  source_snapshot_id TEXT NOT NULL,
  image_id TEXT NOT NULL,
  ever_attached INTEGER NOT NULL,
  ever_exposed INTEGER NOT NULL,
  in_arrears INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  attached_at INTEGER,
  detached_at INTEGER
) STRICT;
CREATE INDEX disks_by_creation ON disks (account_id, created_at, disk_id, status);
CREATE INDEX disks_by_instance ON disks (instance_id);
CREATE INDEX disks_by_origin ON disks (origin_instance_id) WHERE origin_instance_id IS NOT NULL;
CREATE INDEX disks_by_source ON disks (source_snapshot_id);
CREATE INDEX disks_by_name ON disks (account_id, name);
CREATE INDEX disks_in_transition ON disks (status) WHERE status NOT IN ('AVAILABLE', 'IN_USE');

CREATE TABLE snapshot_groups (
  group_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  engine_group INTEGER NOT NULL UNIQUE,
  region_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED', 'FAILED', 'DELETING')),
  automatic INTEGER NOT NULL,
  cut_lsn INTEGER,
  cut_at INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX snapshot_groups_by_creation ON snapshot_groups (account_id, created_at, group_id, state);
CREATE INDEX snapshot_groups_by_instance ON snapshot_groups (account_id, instance_id);
CREATE INDEX snapshot_groups_by_name ON snapshot_groups (account_id, name);
CREATE INDEX snapshot_groups_in_transition ON snapshot_groups (state) WHERE state IN ('INTENDED', 'PROGRESSING', 'DELETING');
CREATE INDEX snapshot_groups_by_expiry ON snapshot_groups (expires_at) WHERE expires_at IS NOT NULL;

-- The disk that a snapshot was made of may be gone, so source_disk_id refers to nothing.
CREATE TABLE snapshots (
  snapshot_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  group_id TEXT REFERENCES snapshot_groups (group_id),
  position INTEGER NOT NULL,
  image INTEGER NOT NULL UNIQUE,
  engine_group INTEGER NOT NULL,
  region_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('AUTO', 'USER')),
  state TEXT NOT NULL CHECK (state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED', 'FAILED', 'DELETING')),
  progress INTEGER NOT NULL,
  category TEXT NOT NULL,
  source_disk_id TEXT NOT NULL,
  source_disk_type TEXT NOT NULL,
  source_volume INTEGER NOT NULL,
  size_gib INTEGER NOT NULL,
  retention_days INTEGER,
  cut_lsn INTEGER,
  cut_at INTEGER,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX snapshots_by_creation ON snapshots (account_id, created_at, snapshot_id, state);
CREATE INDEX snapshots_by_disk ON snapshots (source_disk_id, state, type);
CREATE INDEX snapshots_by_group ON snapshots (group_id, position);
CREATE INDEX snapshots_by_name ON snapshots (account_id, name);
CREATE INDEX snapshots_in_transition ON snapshots (state) WHERE state IN ('INTENDED', 'PROGRESSING', 'DELETING');
CREATE INDEX snapshots_by_expiry ON snapshots (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE tags (
  resource_id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (resource_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_label ON tags (key, value, resource_id);

-- answer is written with the intent, done when the intent is confirmed.
CREATE TABLE client_tokens (
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  action TEXT NOT NULL,
  region_id TEXT NOT NULL,
  token TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  done INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, action, region_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_tokens_by_age ON client_tokens (created_at);
CREATE INDEX client_tokens_running ON client_tokens (done) WHERE done = 0;
