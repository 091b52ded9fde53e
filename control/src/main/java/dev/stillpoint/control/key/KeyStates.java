package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.key.KeyActions.CancelKeyDeletion;
import dev.stillpoint.control.key.KeyActions.DisableKey;
import dev.stillpoint.control.key.KeyActions.EnableKey;
import dev.stillpoint.control.key.KeyActions.ScheduleKeyDeletion;
import dev.stillpoint.control.request.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion. The catalog learns the state
 * first, the ring follows before the call returns; a crash between them costs nothing, since a ring
 * begins with what the catalog says.
 */
final class KeyStates {
  private static final Set<MasterKeyState> ALIVE =
      Set.of(MasterKeyState.ENABLED, MasterKeyState.DISABLED);

  private final Foundation foundation;
  private final KeyNames names;

  KeyStates(Foundation foundation, KeyNames names) {
    this.foundation = foundation;
    this.names = names;
  }

  static String wire(MasterKeyState state) {
    return switch (state) {
      case ENABLED -> "Enabled";
      case DISABLED -> "Disabled";
      case PENDING_DELETION -> "PendingDeletion";
    };
  }

  void enable(Caller caller, EnableKey request) throws Refusal {
    change(caller, request.keyId(), ALIVE, MasterKeyState.ENABLED, null);
  }

  void disable(Caller caller, DisableKey request) throws Refusal {
    change(caller, request.keyId(), ALIVE, MasterKeyState.DISABLED, null);
  }

  void scheduleDeletion(Caller caller, ScheduleKeyDeletion request) throws Refusal {
    // Whoever locks a snapshot meanwhile holds the key, too: see KeyDeletion.
    long at = foundation.now() + Duration.ofDays(request.pendingWindowInDays()).toMillis();
    change(caller, request.keyId(), ALIVE, MasterKeyState.PENDING_DELETION, at);
  }

  void cancel(Caller caller, CancelKeyDeletion request) throws Refusal {
    Set<MasterKeyState> leaving = Set.of(MasterKeyState.PENDING_DELETION);
    change(caller, request.keyId(), leaving, MasterKeyState.ENABLED, null);
  }

  /** A lock promises that its snapshot can be read, and so holds the key. */
  private void checkNotHeld(Tables tables, String keyId, String given) throws Refusal {
    Optional<String> snapshotId = tables.masterKeys().heldBy(keyId, foundation.now());
    if (snapshotId.isPresent()) {
      throw new Refusal(
          KeyError.REJECTED_UNSUPPORTED_OPERATION,
          given,
          "the snapshot " + snapshotId.get() + ", which is locked");
    }
  }

  private void change(
      Caller caller, String given, Set<MasterKeyState> from, MasterKeyState to, Long deleteAt)
      throws Refusal {
    MasterKeyRow key =
        foundation
            .catalog()
            .write(tables -> {
              MasterKeyRow row = names.byId(tables, caller.accountId(), given);
              if (!row.service().isEmpty() && to != MasterKeyState.ENABLED) {
                throw new Refusal(KeyError.REJECTED_UNSUPPORTED_OPERATION, given, "a service");
              }
              if (!from.contains(row.state())) {
                throw new Refusal(
                    KeyError.REJECTED_STATE_MODIFIED_FAILED, given, wire(row.state()));
              }
              if (deleteAt != null) {
                checkNotHeld(tables, row.keyId(), given);
              }
              tables.masterKeys().setState(row.keyId(), to, deleteAt);
              return row;
            });
    foundation.dataKeys().refresh(key.keyId());
  }
}
