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

-- The chain of a disk: how many snapshots it has, and since when. It is kept rather than grouped, because chains are listed in parts.
-- The statements of a trigger stand on one line, because the end of a statement is a semicolon at the end of a line.
CREATE TABLE snapshot_links (
  disk_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  present INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX snapshot_links_by_creation ON snapshot_links (account_id, created_at, disk_id);
CREATE TRIGGER snapshots_linked AFTER INSERT ON snapshots WHEN NEW.state <> 'DELETING'
BEGIN INSERT INTO snapshot_links VALUES (NEW.source_disk_id, NEW.account_id, NEW.created_at, 1) ON CONFLICT (disk_id) DO UPDATE SET present = present + 1; END;
CREATE TRIGGER snapshots_unlinked AFTER DELETE ON snapshots WHEN OLD.state <> 'DELETING'
BEGIN UPDATE snapshot_links SET present = present - 1 WHERE disk_id = OLD.source_disk_id; END;
CREATE TRIGGER snapshots_relinked AFTER UPDATE OF state ON snapshots WHEN (OLD.state <> 'DELETING') <> (NEW.state <> 'DELETING')
BEGIN UPDATE snapshot_links SET present = present + (NEW.state <> 'DELETING') - (OLD.state <> 'DELETING') WHERE disk_id = NEW.source_disk_id; END;
CREATE TRIGGER snapshot_links_emptied AFTER DELETE ON snapshots
BEGIN DELETE FROM snapshot_links WHERE disk_id = OLD.source_disk_id AND NOT EXISTS (SELECT 1 FROM snapshots WHERE source_disk_id = OLD.source_disk_id); END;
