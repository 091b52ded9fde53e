-- An image is what instances begin with: its disks name snapshots, which stay while the image stays. An image made of an instance is CREATING
-- until its snapshots are frozen.
CREATE TABLE images (
  image_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  region_id TEXT NOT NULL,
  resource_group_id TEXT NOT NULL,
  name TEXT NOT NULL,
  family TEXT NOT NULL,
  version TEXT NOT NULL,
  description TEXT NOT NULL,
  architecture TEXT NOT NULL,
  platform TEXT NOT NULL,
  boot_mode TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('CREATING', 'AVAILABLE')),
  source_instance_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX images_by_creation ON images (account_id, created_at, image_id);
CREATE INDEX images_by_name ON images (account_id, name);
CREATE INDEX images_in_creation ON images (state) WHERE state = 'CREATING';

CREATE TABLE image_disks (
  image_id TEXT NOT NULL REFERENCES images (image_id),
  position INTEGER NOT NULL,
  snapshot_id TEXT NOT NULL REFERENCES snapshots (snapshot_id),
  type TEXT NOT NULL CHECK (type IN ('SYSTEM', 'DATA')),
  device TEXT NOT NULL,
  size_gib INTEGER NOT NULL,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_disks_by_snapshot ON image_disks (snapshot_id);

-- What an instance was asked for beyond the disks that it holds. Most of it describes the guest and is echoed; starts tells what becomes of a
-- PENDING instance.
CREATE TABLE instance_options (
  instance_id TEXT PRIMARY KEY REFERENCES instances (instance_id),
  starts INTEGER NOT NULL,
  user_data TEXT NOT NULL,
  ram_role_name TEXT NOT NULL,
  http_endpoint TEXT NOT NULL,
  http_tokens TEXT NOT NULL,
  http_hops INTEGER NOT NULL,
  internet_charge_type TEXT NOT NULL,
  internet_mbit_in INTEGER NOT NULL,
  internet_mbit_out INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
