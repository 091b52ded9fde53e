package dev.stillpoint.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Client tokens: which request came before, and what it was answered. */
public final class TokenTable {
  private static final String KEY =
      " WHERE account_id = :accountId AND action = :action AND region_id = :regionId AND token = :token";

  private final Handle handle;

  TokenTable(Handle handle) {
    this.handle = handle;
  }

  /** The row of the same account, action, region and token. */
  public Optional<TokenRow> find(TokenRow like) {
    return handle
        .createQuery("SELECT * FROM client_tokens" + KEY)
        .bindMethods(like)
        .mapTo(TokenRow.class)
        .findOne();
  }

  /** Adds a row; there must be none of the same key. */
  public void add(TokenRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO client_tokens
              (account_id, action, region_id, token, fingerprint, answer, done, created_at)
            VALUES
              (:accountId, :action, :regionId, :token, :fingerprint, :answer, :done, :createdAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** Writes down what the request will be answered once it is confirmed. */
  public void setAnswer(TokenRow key, String answer) {
    handle
        .createUpdate("UPDATE client_tokens SET answer = :text" + KEY)
        .bindMethods(key)
        .bind("text", answer)
        .execute();
  }

  /** The answer may be replayed from now on. */
  public void setDone(TokenRow key) {
    handle.createUpdate("UPDATE client_tokens SET done = 1" + KEY).bindMethods(key).execute();
  }

  /** Frees the token. */
  public void remove(TokenRow key) {
    handle.createUpdate("DELETE FROM client_tokens" + KEY).bindMethods(key).execute();
  }

  /** Frees every token that is older and done. */
  public int removeDoneBefore(long createdAt) {
    return handle
        .createUpdate("DELETE FROM client_tokens WHERE created_at < :at AND done = 1")
        .bind("at", createdAt)
        .execute();
  }

  /** Every token whose request was not confirmed. */
  public List<TokenRow> running() {
    return handle
        .createQuery("SELECT * FROM client_tokens WHERE done = 0")
        .mapTo(TokenRow.class)
        .list();
  }
}
