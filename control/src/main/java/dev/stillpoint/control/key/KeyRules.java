package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import java.util.Optional;

/**
 * Whether the service may use a master key now. Asked before anything that reads, writes or copies
 * what is sealed; the same is true of the bytes, whoever asks or does not.
 */
public final class KeyRules {
  private KeyRules() {}

  /**
   * Asks about the key of a disk or snapshot; a plain one keeps every rule.
   *
   * @param accountId whose it is
   * @param gone the action's code for a key that exists no more
   * @throws Refusal KMSUnauthorized, that code, CMKNotEnabled, CMKUnauthorized, in this order
   */
  public static void check(Tables tables, String accountId, String resourceId, ErrorCode gone)
      throws Refusal {
    Optional<SealRow> seal = tables.seals().of(resourceId);
    if (seal.isPresent()) {
      usable(tables, accountId, seal.get().keyId(), gone);
    }
  }

  /**
   * Asks about a key.
   *
   * @return its row
   * @throws Refusal as {@link #check}
   */
  public static MasterKeyRow usable(
      Tables tables, String accountId, String keyId, ErrorCode unknown) throws Refusal {
    checkStore(tables, accountId);
    MasterKeyRow key =
        tables.masterKeys().find(accountId, keyId).orElseThrow(() -> new Refusal(unknown, keyId));
    if (key.state() != MasterKeyState.ENABLED) {
      throw new Refusal(GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_NOT_ENABLED, keyId);
    }
    if (!key.granted()) {
      throw new Refusal(GroupError.INVALID_PARAMETER_KMS_KEY_ID_CMK_UNAUTHORIZED, keyId);
    }
    return key;
  }

  /**
   * Asks whether the service may use the account's key store at all.
   *
   * @throws Refusal KMSUnauthorized
   */
  public static void checkStore(Tables tables, String accountId) throws Refusal {
    if (tables.masterKeys().storeDenied(accountId)) {
      throw new Refusal(GroupError.INVALID_PARAMETER_KMS_KEY_ID_KMS_UNAUTHORIZED);
    }
  }
}
