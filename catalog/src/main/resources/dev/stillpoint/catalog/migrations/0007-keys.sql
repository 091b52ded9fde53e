-- Wrapped under the root key, which no table holds: whether it is the right one, and each master key's material.
CREATE TABLE root_key_check (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  wrapped TEXT NOT NULL
) STRICT;

CREATE TABLE master_keys (
  key_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  state TEXT NOT NULL CHECK (state IN ('ENABLED', 'DISABLED', 'PENDING_DELETION')),
  version TEXT NOT NULL,
  description TEXT NOT NULL,
  service TEXT NOT NULL,
  granted INTEGER NOT NULL,
  wrapped TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  delete_at INTEGER
) STRICT;
CREATE INDEX master_keys_by_creation ON master_keys (account_id, created_at, key_id);
CREATE UNIQUE INDEX master_keys_by_service ON master_keys (account_id, service) WHERE service <> '';
CREATE INDEX master_keys_by_deletion ON master_keys (delete_at) WHERE delete_at IS NOT NULL;

CREATE TABLE key_aliases (
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  alias TEXT NOT NULL,
  key_id TEXT NOT NULL REFERENCES master_keys (key_id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_aliases_by_creation ON key_aliases (account_id, created_at, alias);
CREATE INDEX key_aliases_by_key ON key_aliases (key_id);

-- Accounts that took the right to use the key store away from the service.
CREATE TABLE key_store_denials (
  account_id TEXT PRIMARY KEY REFERENCES accounts (account_id)
) STRICT, WITHOUT ROWID;

-- Wrapped under the material of the master key; gone with it.
CREATE TABLE data_keys (
  data_key INTEGER PRIMARY KEY,
  key_id TEXT NOT NULL REFERENCES master_keys (key_id),
  wrapped TEXT NOT NULL
) STRICT;
CREATE INDEX data_keys_by_master ON data_keys (key_id);

-- Which disks and snapshots are sealed. A master key that is gone is still named, so key_id and data_key refer to nothing.
CREATE TABLE seals (
  resource_id TEXT PRIMARY KEY,
  data_key INTEGER NOT NULL,
  key_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX seals_by_master ON seals (key_id);
CREATE INDEX seals_by_data_key ON seals (data_key);

-- A snapshot is sealed as its disk is, whoever makes it. A data key goes with the last that was sealed under it.
-- The statements of a trigger stand on one line, because the end of a statement is a semicolon at the end of a line.
CREATE TRIGGER snapshots_sealed AFTER INSERT ON snapshots
BEGIN INSERT INTO seals SELECT NEW.snapshot_id, data_key, key_id FROM seals WHERE resource_id = NEW.source_disk_id; END;
CREATE TRIGGER snapshots_unsealed AFTER DELETE ON snapshots
BEGIN DELETE FROM seals WHERE resource_id = OLD.snapshot_id; END;
CREATE TRIGGER disks_unsealed AFTER DELETE ON disks
BEGIN DELETE FROM seals WHERE resource_id = OLD.disk_id; END;
CREATE TRIGGER data_keys_unused AFTER DELETE ON seals
BEGIN DELETE FROM data_keys WHERE data_key = OLD.data_key AND NOT EXISTS (SELECT 1 FROM seals WHERE data_key = OLD.data_key); END;
