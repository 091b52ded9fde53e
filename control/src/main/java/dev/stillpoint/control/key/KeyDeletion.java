package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.control.foundation.Foundation;
import java.util.List;

/**
 * Deletes master keys whose days are over, with everything that is wrapped under them: what was
 * sealed so can never be read again, and is still named by its key. A key that a locked snapshot
 * needs waits for the end of the lock, whichever of the two began first.
 */
public final class KeyDeletion {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;

  public KeyDeletion(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Deletes some.
   *
   * @param most how many at most
   * @return how many it were
   */
  public int expire(int most) {
    long now = foundation.now();
    List<MasterKeyRow> gone =
        foundation
            .catalog()
            .write(tables -> {
              List<MasterKeyRow> due = tables.masterKeys().expired(now, most);
              due.forEach(row -> tables.masterKeys().remove(row.keyId()));
              return due;
            });
    for (MasterKeyRow row : gone) {
      foundation.dataKeys().refresh(row.keyId());
      LOG.log(System.Logger.Level.INFO, "master key {0} was deleted as scheduled", row.keyId());
    }
    foundation.catalog().wipe();
    return gone.size();
  }
}
