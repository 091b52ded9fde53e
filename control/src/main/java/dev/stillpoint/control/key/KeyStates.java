package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion. The catalog learns the state
 * first, the ring follows before the call returns; a crash between them costs nothing, since a ring
 * begins with what the catalog says.
 */
final class KeyStates {
  private static final int DAYS_MIN = 7;
  private static final int DAYS_MAX = 366;
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

  void enable(Caller caller, String keyId) throws Refusal {
    admit(caller, "kms:EnableKey", keyId);
    change(caller, keyId, ALIVE, MasterKeyState.ENABLED, null);
  }

  void disable(Caller caller, String keyId) throws Refusal {
    admit(caller, "kms:DisableKey", keyId);
    change(caller, keyId, ALIVE, MasterKeyState.DISABLED, null);
  }

  void scheduleDeletion(Caller caller, String keyId, Integer days) throws Refusal {
    TextRule.require(keyId, "KeyId");
    if (days == null) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "PendingWindowInDays");
    }
    if (days < DAYS_MIN || days > DAYS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "PendingWindowInDays");
    }
    admit(caller, "kms:ScheduleKeyDeletion", keyId);
    // Whoever locks a snapshot meanwhile holds the key, too: see KeyDeletion.
    long at = foundation.now() + Duration.ofDays(days).toMillis();
    change(caller, keyId, ALIVE, MasterKeyState.PENDING_DELETION, at);
  }

  void cancelDeletion(Caller caller, String keyId) throws Refusal {
    admit(caller, "kms:CancelKeyDeletion", keyId);
    change(caller, keyId, Set.of(MasterKeyState.PENDING_DELETION), MasterKeyState.ENABLED, null);
  }

  private void admit(Caller caller, String action, String keyId) throws Refusal {
    TextRule.require(keyId, "KeyId");
    foundation
        .admission()
        .admit(caller, action, null, List.of(names.resource(caller.accountId(), keyId)));
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
