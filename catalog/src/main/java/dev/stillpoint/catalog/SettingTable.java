package dev.stillpoint.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Numbers that the operator has set over the configuration's. */
public final class SettingTable {
  private final Handle handle;

  SettingTable(Handle handle) {
    this.handle = handle;
  }

  /** Sets a number. */
  public void put(SettingRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO operator_settings (name, value) VALUES (:name, :value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        .bindMethods(row)
        .execute();
  }

  /** Leaves a number to the configuration again. */
  public void remove(String name) {
    handle
        .createUpdate("DELETE FROM operator_settings WHERE name = :name")
        .bind("name", name)
        .execute();
  }

  /** Every number that is set, by name. */
  public List<SettingRow> all() {
    return handle
        .createQuery("SELECT * FROM operator_settings ORDER BY name")
        .mapTo(SettingRow.class)
        .list();
  }
}
