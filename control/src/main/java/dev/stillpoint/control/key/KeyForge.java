package dev.stillpoint.control.key;

import dev.stillpoint.catalog.KeyAliasRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.foundation.Foundation;
import java.util.Optional;

/** Makes keys, in the transaction of whatever they are for. */
public final class KeyForge {
  /** Names the key that is used when a client asks for encryption and names none. */
  public static final String SERVICE_ALIAS = "alias/acs/ecs";

  private static final String SERVICE = "ecs";
  private static final String HEX = "0123456789abcdef";

  private final Foundation foundation;

  public KeyForge(Foundation foundation) {
    this.foundation = foundation;
  }

  MasterKeyRow master(Tables tables, String accountId, String description) {
    return add(tables, accountId, description, "");
  }

  /** The service's own key of an account, if it was made already. */
  public static Optional<MasterKeyRow> service(Tables tables, String accountId) {
    return tables.masterKeys().ofService(accountId, SERVICE);
  }

  /** The service's own key of an account, which is made when it is first needed. */
  public MasterKeyRow serviceKey(Tables tables, String accountId) {
    return service(tables, accountId)
        .orElseGet(() -> {
          MasterKeyRow made = add(tables, accountId, "", SERVICE);
          tables
              .keyAliases()
              .add(new KeyAliasRow(accountId, SERVICE_ALIAS, made.keyId(), made.createdAt()));
          return made;
        });
  }

  private MasterKeyRow add(Tables tables, String accountId, String description, String service) {
    String keyId = name();
    MasterKeyRow row =
        new MasterKeyRow(
            keyId,
            accountId,
            MasterKeyState.ENABLED,
            name(),
            description,
            service,
            true,
            foundation.dataKeys().newMaterial(keyId),
            foundation.now(),
            null);
    tables.masterKeys().add(row);
    return row;
  }

  /** Seals a disk that is being made under a data key of its own. */
  public void seal(Tables tables, String diskId, MasterKeyRow master) {
    long dataKey = tables.sequences().next(Sequence.DATA_KEY);
    tables.seals().addKey(foundation.dataKeys().newKey(master, dataKey));
    tables.seals().add(new SealRow(diskId, dataKey, master.keyId()));
  }

  /** Five groups of hexadecimal digits, as the key store names keys and versions. */
  private String name() {
    return digits(8) + "-" + digits(4) + "-" + digits(4) + "-" + digits(4) + "-" + digits(12);
  }

  private String digits(int count) {
    return foundation.identifiers().text(count, HEX);
  }
}
