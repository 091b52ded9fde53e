-- What the cloud's operator sets behind the API. A mark that stands here is set, one that does not is not; its subject is a region,
-- an account or a disk. What is made of a mark is control's to say.
CREATE TABLE operator_marks (
  subject TEXT NOT NULL,
  mark TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (subject, mark)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER operator_marks_end_with_disk AFTER DELETE ON disks BEGIN DELETE FROM operator_marks WHERE subject = OLD.disk_id; END;

-- Accounts that know of a disk of another account.
CREATE TABLE disk_shares (
  disk_id TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  since INTEGER NOT NULL,
  PRIMARY KEY (disk_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER disk_shares_end_with_disk AFTER DELETE ON disks BEGIN DELETE FROM disk_shares WHERE disk_id = OLD.disk_id; END;

-- Volumes of the product that came before multi-attach; they exist by name only and hold nothing.
CREATE TABLE shared_volumes (
  volume_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  status TEXT NOT NULL CHECK (status IN ('CREATING', 'AVAILABLE', 'ATTACHING', 'IN_USE', 'DETACHING', 'DELETING')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shared_volumes_by_account ON shared_volumes (account_id, created_at);

CREATE TABLE storage_locations (
  arn TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE storage_location_grants (
  arn TEXT NOT NULL REFERENCES storage_locations (arn),
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  PRIMARY KEY (arn, account_id)
) STRICT, WITHOUT ROWID;

-- Numbers that replace those of the configuration.
CREATE TABLE operator_settings (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
