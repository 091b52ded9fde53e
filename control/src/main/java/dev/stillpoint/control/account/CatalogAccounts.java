package dev.stillpoint.control.account;

import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.foundation.Foundation;
import java.util.Optional;

/** Accounts that the catalog keeps. */
public final class CatalogAccounts implements Accounts {
  /** The first account's identifier. */
  public static final String FIRST = "1000000000000001";

  private final Foundation foundation;

  public CatalogAccounts(Foundation foundation) {
    this.foundation = foundation;
  }

  @Override
  public AccessKey firstStart() {
    return foundation
        .catalog()
        .write(tables -> {
          if (tables.accounts().all().isEmpty()) {
            addFirst(tables);
          }
          String account = tables.accounts().all().getFirst();
          return view(tables.accounts().keys(account).getFirst());
        });
  }

  private void addFirst(Tables tables) {
    long now = foundation.now();
    tables.accounts().add(FIRST, now);
    tables.accounts().addResourceGroup(foundation.identifiers().resourceGroup(), FIRST, true);
    tables.accounts().addKey(KeyMaker.make(foundation, FIRST));
  }

  @Override
  public Optional<AccessKey> accessKey(String accessKeyId) {
    return foundation
        .catalog()
        .read(tables -> tables.accounts().key(accessKeyId).map(row -> standing(tables, row)));
  }

  /** A key of an account that the operator has disabled opens nothing, whatever it says itself. */
  private static AccessKey standing(Tables tables, AccessKeyRow row) {
    boolean open = !tables.marks().of(row.accountId()).contains(Mark.DISABLED);
    return new AccessKey(row.accessKeyId(), row.secret(), row.accountId(), row.active() && open);
  }

  private static AccessKey view(AccessKeyRow row) {
    return new AccessKey(row.accessKeyId(), row.secret(), row.accountId(), row.active());
  }
}
