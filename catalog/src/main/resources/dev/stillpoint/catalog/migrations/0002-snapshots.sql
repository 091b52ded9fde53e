-- A lock keeps a snapshot from being deleted by anybody until its end. What it is at a moment (cooling off, in force, expired) is asked
-- of the clock; its ends are stored instants. A lock of a snapshot that is still in creation has no end yet: its time begins with completion.
-- An expired lock stays a row until it is replaced or its snapshot goes.
CREATE TABLE snapshot_locks (
  snapshot_id TEXT PRIMARY KEY REFERENCES snapshots (snapshot_id),
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  cool_off_hours INTEGER NOT NULL CHECK (cool_off_hours >= 0),
  duration_days INTEGER NOT NULL CHECK (duration_days > 0),
  created_at INTEGER NOT NULL,
  cool_off_ends_at INTEGER NOT NULL,
  starts_at INTEGER,
  ends_at INTEGER,
  CHECK ((starts_at IS NULL) = (ends_at IS NULL))
) STRICT;
CREATE INDEX snapshot_locks_by_creation ON snapshot_locks (account_id, created_at, snapshot_id);
