package dev.stillpoint.control.operator;

import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.account.KeyMaker;
import dev.stillpoint.control.foundation.Foundation;
import java.util.List;
import java.util.Set;

/** Accounts, what is said of them, and their access keys. Thread-safe. */
public final class AccountDesk {
  private static final String DIGITS = "0123456789";
  private static final int ID_DIGITS = 15;
  private static final int ACTIVE_KEYS_MAX = 2;

  private final Foundation foundation;

  AccountDesk(Foundation foundation) {
    this.foundation = foundation;
  }

  /** Every account, oldest first. */
  public List<AccountState> accounts() {
    return foundation
        .catalog()
        .read(tables ->
            tables.accounts().all().stream()
                .map(id -> new AccountState(id, tables.marks().of(id)))
                .toList());
  }

  /** Makes an account with one access key; the only time that the secret is told. */
  public NewAccount create() {
    String accountId = "1" + foundation.identifiers().text(ID_DIGITS, DIGITS);
    AccessKeyRow key = KeyMaker.make(foundation, accountId);
    return foundation
        .catalog()
        .write(tables -> {
          tables.accounts().add(accountId, foundation.now());
          tables
              .accounts()
              .addResourceGroup(foundation.identifiers().resourceGroup(), accountId, true);
          tables.accounts().addKey(key);
          return new NewAccount(accountId, key.accessKeyId(), key.secret());
        });
  }

  /** Fails when there is no such account. */
  public void require(String accountId) throws NotPossible {
    if (accounts().stream().noneMatch(state -> state.accountId().equals(accountId))) {
      throw new NotPossible("There is no account " + accountId + ".");
    }
  }

  /** Says something of an account, or takes it back. */
  public void mark(String accountId, Mark mark, boolean set) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          if (!tables.accounts().all().contains(accountId)) {
            throw new NotPossible("There is no account " + accountId + ".");
          }
          if (set) {
            tables.marks().set(new MarkRow(accountId, mark, foundation.now()));
          } else {
            tables.marks().clear(accountId, mark);
          }
          return mark;
        });
  }

  /** The access keys of an account, without their secrets. */
  public List<KeyState> keys(String accountId) throws NotPossible {
    List<KeyState> keys =
        foundation
            .catalog()
            .read(tables ->
                tables.accounts().keys(accountId).stream()
                    .map(row -> new KeyState(row.accessKeyId(), row.accountId(), row.active()))
                    .toList());
    if (keys.isEmpty()) {
      throw new NotPossible("There is no account " + accountId + " with access keys.");
    }
    return keys;
  }

  /**
   * Makes another access key for an account, so that one that got lost can be replaced; the only
   * time that the secret is told.
   *
   * @throws NotPossible there is no such account, or it has two keys that open it
   */
  public NewAccount createKey(String accountId) throws NotPossible {
    AccessKeyRow key = KeyMaker.make(foundation, accountId);
    foundation
        .catalog()
        .write(tables -> {
          if (!tables.accounts().all().contains(accountId)) {
            throw new NotPossible("There is no account " + accountId + ".");
          }
          long open =
              tables.accounts().keys(accountId).stream().filter(AccessKeyRow::active).count();
          if (open >= ACTIVE_KEYS_MAX) {
            throw new NotPossible(
                "The account " + accountId + " has " + open + " keys that open it; disable one.");
          }
          tables.accounts().addKey(key);
          return key;
        });
    return new NewAccount(accountId, key.accessKeyId(), key.secret());
  }

  /** Lets a key open its account's things, or not. */
  public void setActive(String accessKeyId, boolean active) throws NotPossible {
    foundation
        .catalog()
        .write(tables -> {
          requireKey(tables, accessKeyId);
          tables.accounts().setActive(accessKeyId, active);
          return accessKeyId;
        });
  }

  private static void requireKey(Tables tables, String accessKeyId) throws NotPossible {
    if (tables.accounts().key(accessKeyId).isEmpty()) {
      throw new NotPossible("There is no access key " + accessKeyId + ".");
    }
  }

  /**
   * An account.
   *
   * @param accountId 16 digits
   * @param marks what is said of it
   */
  public record AccountState(String accountId, Set<Mark> marks) {
    public AccountState {
      marks = Set.copyOf(marks);
    }
  }

  /**
   * An access key.
   *
   * @param accessKeyId its public half
   * @param accountId whose it is
   * @param active false when it was disabled
   */
  public record KeyState(String accessKeyId, String accountId, boolean active) {}

  /**
   * An account or a key that was made. The secret never shows in {@link #toString}.
   *
   * @param accountId 16 digits
   * @param accessKeyId its key's public half
   * @param accessKeySecret what signs its requests
   */
  public record NewAccount(String accountId, String accessKeyId, String accessKeySecret) {
    @Override
    public String toString() {
      return "NewAccount[" + accountId + " with " + accessKeyId + "]";
    }
  }
}
