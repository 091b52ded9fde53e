package dev.stillpoint.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Places away from the region, such as boxes on a customer's premises, and who may use them. */
public final class StorageLocationTable {
  private final Handle handle;

  StorageLocationTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a place; one that is there stays. */
  public void add(String arn, long createdAt) {
    handle
        .createUpdate(
            """
            INSERT INTO storage_locations (arn, created_at) VALUES (:arn, :at)
            ON CONFLICT (arn) DO NOTHING
            """)
        .bind("arn", arn)
        .bind("at", createdAt)
        .execute();
  }

  /** Removes a place and with it who may use it. */
  public void remove(String arn) {
    handle
        .createUpdate("DELETE FROM storage_location_grants WHERE arn = :arn")
        .bind("arn", arn)
        .execute();
    handle
        .createUpdate("DELETE FROM storage_locations WHERE arn = :arn")
        .bind("arn", arn)
        .execute();
  }

  /** True when there is that place. */
  public boolean exists(String arn) {
    return handle
        .createQuery("SELECT COUNT(*) FROM storage_locations WHERE arn = :arn")
        .bind("arn", arn)
        .mapTo(Boolean.class)
        .one();
  }

  /** Every place, in the order of names. */
  public List<String> all() {
    return handle
        .createQuery("SELECT arn FROM storage_locations ORDER BY arn")
        .mapTo(String.class)
        .list();
  }

  /** Lets an account use a place. */
  public void grant(String arn, String accountId) {
    handle
        .createUpdate(
            """
            INSERT INTO storage_location_grants (arn, account_id) VALUES (:arn, :account)
            ON CONFLICT (arn, account_id) DO NOTHING
            """)
        .bind("arn", arn)
        .bind("account", accountId)
        .execute();
  }

  /** Lets an account use a place no more. */
  public void revoke(String arn, String accountId) {
    handle
        .createUpdate(
            "DELETE FROM storage_location_grants WHERE arn = :arn AND account_id = :account")
        .bind("arn", arn)
        .bind("account", accountId)
        .execute();
  }

  /** The accounts that may use a place. */
  public List<String> granted(String arn) {
    return handle
        .createQuery(
            "SELECT account_id FROM storage_location_grants WHERE arn = :arn ORDER BY account_id")
        .bind("arn", arn)
        .mapTo(String.class)
        .list();
  }
}
