-- How many snapshots an account has is asked with every list, and counting them would grow with their number.
-- The statements of a trigger stand on one line, because the end of a statement is a semicolon at the end of a line.
CREATE TABLE snapshot_counts (
  account_id TEXT PRIMARY KEY,
  present INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO snapshot_counts SELECT account_id, COUNT(*) FROM snapshots WHERE state <> 'DELETING' GROUP BY account_id;
CREATE TRIGGER snapshots_counted_in AFTER INSERT ON snapshots WHEN NEW.state <> 'DELETING'
BEGIN INSERT INTO snapshot_counts VALUES (NEW.account_id, 1) ON CONFLICT (account_id) DO UPDATE SET present = present + 1; END;
CREATE TRIGGER snapshots_counted_out AFTER DELETE ON snapshots WHEN OLD.state <> 'DELETING'
BEGIN UPDATE snapshot_counts SET present = present - 1 WHERE account_id = OLD.account_id; END;
CREATE TRIGGER snapshots_counted_again AFTER UPDATE OF state ON snapshots WHEN (OLD.state <> 'DELETING') <> (NEW.state <> 'DELETING')
BEGIN UPDATE snapshot_counts SET present = present + (NEW.state <> 'DELETING') - (OLD.state <> 'DELETING') WHERE account_id = NEW.account_id; END;
