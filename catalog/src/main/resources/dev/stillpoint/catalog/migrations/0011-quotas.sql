-- How many snapshots of a disk clients asked for and how many are not complete is asked with every new one, and counting them would grow with
-- their number. The index over disks does not name the state, so that a confirmation leaves it alone.
-- The statements of a trigger stand on one line, because the end of a statement is a semicolon at the end of a line.
ALTER TABLE snapshot_links ADD COLUMN manual INTEGER NOT NULL DEFAULT 0;
ALTER TABLE snapshot_links ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;
UPDATE snapshot_links SET manual = (SELECT COUNT(*) FROM snapshots WHERE source_disk_id = disk_id AND type = 'USER' AND state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED')), unfinished = (SELECT COUNT(*) FROM snapshots WHERE source_disk_id = disk_id AND state IN ('INTENDED', 'PROGRESSING'));
DROP TRIGGER snapshots_linked;
DROP TRIGGER snapshots_unlinked;
DROP TRIGGER snapshots_relinked;
CREATE TRIGGER snapshots_linked AFTER INSERT ON snapshots
BEGIN INSERT INTO snapshot_links (disk_id, account_id, created_at, present, manual, unfinished) VALUES (NEW.source_disk_id, NEW.account_id, NEW.created_at, NEW.state <> 'DELETING', NEW.type = 'USER' AND NEW.state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED'), NEW.state IN ('INTENDED', 'PROGRESSING')) ON CONFLICT (disk_id) DO UPDATE SET present = present + excluded.present, manual = manual + excluded.manual, unfinished = unfinished + excluded.unfinished; END;
CREATE TRIGGER snapshots_unlinked AFTER DELETE ON snapshots
BEGIN UPDATE snapshot_links SET present = present - (OLD.state <> 'DELETING'), manual = manual - (OLD.type = 'USER' AND OLD.state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED')), unfinished = unfinished - (OLD.state IN ('INTENDED', 'PROGRESSING')) WHERE disk_id = OLD.source_disk_id; END;
CREATE TRIGGER snapshots_relinked AFTER UPDATE OF state ON snapshots WHEN OLD.state <> NEW.state
BEGIN UPDATE snapshot_links SET present = present + (NEW.state <> 'DELETING') - (OLD.state <> 'DELETING'), manual = manual + (NEW.type = 'USER' AND NEW.state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED')) - (OLD.type = 'USER' AND OLD.state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED')), unfinished = unfinished + (NEW.state IN ('INTENDED', 'PROGRESSING')) - (OLD.state IN ('INTENDED', 'PROGRESSING')) WHERE disk_id = NEW.source_disk_id; END;
DROP INDEX snapshots_by_disk;
CREATE INDEX snapshots_by_disk ON snapshots (source_disk_id);
