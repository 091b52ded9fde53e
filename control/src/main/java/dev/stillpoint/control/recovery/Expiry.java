package dev.stillpoint.control.recovery;

import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.control.access.Sessions;
import dev.stillpoint.control.disk.LateEmptyings;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.key.KeyDeletion;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.snapshot.Snapshots;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;

/**
 * Lets go of what was to be kept for a time: undo groups, snapshots with retention days, client
 * tokens, sessions, master keys that are to be deleted.
 */
public final class Expiry {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final int STEP_MAX = 16;

  private final Foundation foundation;
  private final Groups groups;
  private final Snapshots snapshots;
  private final ClientTokens tokens;
  private final KeyDeletion keys;
  private final Sessions sessions;
  private final LateEmptyings emptyings;

  public Expiry(
      Foundation foundation,
      Groups groups,
      Snapshots snapshots,
      ClientTokens tokens,
      Sessions sessions) {
    this.foundation = foundation;
    this.groups = groups;
    this.snapshots = snapshots;
    this.tokens = tokens;
    this.keys = new KeyDeletion(foundation);
    this.sessions = sessions;
    this.emptyings = new LateEmptyings(foundation);
  }

  /** Does a bounded amount of work; to be called now and then. Returns how much it did. */
  public int step() {
    long now = foundation.now();
    foundation.dataKeys().sweep();
    int count = tokens.expire() + sessions.expire() + keys.expire(STEP_MAX) + emptyings.step();
    List<GroupRow> oldGroups =
        foundation.catalog().read(tables -> tables.groups().expired(now, STEP_MAX));
    for (GroupRow row : oldGroups) {
      count +=
          delete(row.groupId(), () -> groups.expire(Caller.root(row.accountId()), row.groupId()));
    }
    List<SnapshotRow> oldSnapshots =
        foundation.catalog().read(tables -> tables.snapshots().expired(now, STEP_MAX));
    for (SnapshotRow row : oldSnapshots) {
      count +=
          delete(
              row.snapshotId(),
              () -> snapshots.delete(Caller.root(row.accountId()), row.snapshotId(), true));
    }
    return count;
  }

  private static int delete(String id, Deletion deletion) {
    try {
      deletion.run();
      return 1;
    } catch (Refusal e) {
      LOG.log(System.Logger.Level.WARNING, id + " has expired but cannot be deleted now", e);
      return 0;
    }
  }

  @FunctionalInterface
  private interface Deletion {
    void run() throws Refusal;
  }
}
