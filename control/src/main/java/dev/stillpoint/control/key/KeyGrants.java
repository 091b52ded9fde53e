package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the cloud server service may use of the key store. Everything at first; the operator takes
 * it away and gives it back, for one key or for all of an account, with the same effect on bytes as
 * a key that is disabled and enabled. Thread-safe.
 */
public final class KeyGrants {
  private final Foundation foundation;

  public KeyGrants(Foundation foundation) {
    this.foundation = foundation;
  }

  /** Whether the service may. */
  public enum Grant {
    GIVEN,
    TAKEN
  }

  /**
   * Changes it for one key, whoever owns it.
   *
   * @throws Refusal Forbidden.KeyNotFound
   */
  public void ofKey(String keyId, Grant grant) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          MasterKeyRow row =
              tables
                  .masterKeys()
                  .find(keyId)
                  .orElseThrow(() -> new Refusal(KeyError.FORBIDDEN_KEY_NOT_FOUND, keyId));
          tables.masterKeys().setGranted(keyId, grant == Grant.GIVEN);
          return row;
        });
    foundation.dataKeys().refresh(keyId);
  }

  /** What holds for every account's key store, and then for each key by itself. */
  public List<Granted> all() {
    return foundation
        .catalog()
        .read(tables -> {
          List<Granted> all = new ArrayList<>();
          for (String accountId : tables.accounts().all()) {
            all.add(new Granted(accountId, "", grant(!tables.masterKeys().storeDenied(accountId))));
          }
          tables
              .masterKeys()
              .all()
              .forEach(
                  row -> all.add(new Granted(row.accountId(), row.keyId(), grant(row.granted()))));
          return all;
        });
  }

  private static Grant grant(boolean given) {
    return given ? Grant.GIVEN : Grant.TAKEN;
  }

  /**
   * What the service may use.
   *
   * @param accountId whose it is
   * @param keyId the key; empty for the whole key store
   * @param grant whether the service may
   */
  public record Granted(String accountId, String keyId, Grant grant) {}

  /** Changes it for the whole key store of an account that exists. */
  public void ofStore(String accountId, Grant grant) {
    foundation
        .catalog()
        .write(tables -> {
          tables.masterKeys().setStoreDenied(accountId, grant == Grant.TAKEN);
          return grant;
        });
    foundation.dataKeys().refreshAll();
  }
}
