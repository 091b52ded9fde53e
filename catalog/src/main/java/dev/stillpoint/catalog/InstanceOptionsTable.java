package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What instances were asked for beyond their disks. A row goes with its instance's. */
public final class InstanceOptionsTable {
  private final Handle handle;

  InstanceOptionsTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row; the instance's is there. */
  public void add(InstanceOptionsRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO instance_options (
              instance_id, starts, user_data, ram_role_name, http_endpoint, http_tokens, http_hops,
              internet_charge_type, internet_mbit_in, internet_mbit_out)
            VALUES (
              :instanceId, :starts, :userData, :ramRoleName, :httpEndpoint, :httpTokens, :httpHops,
              :internetChargeType, :internetMbitIn, :internetMbitOut)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of an instance. */
  public Optional<InstanceOptionsRow> find(String instanceId) {
    return Optional.ofNullable(of(List.of(instanceId)).get(instanceId));
  }

  /** The rows of several instances. */
  public Map<String, InstanceOptionsRow> of(Collection<String> instanceIds) {
    Map<String, InstanceOptionsRow> rows = new TreeMap<>();
    if (!instanceIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM instance_options WHERE instance_id IN (<ids>)")
          .bindList("ids", List.copyOf(instanceIds))
          .mapTo(InstanceOptionsRow.class)
          .forEach(row -> rows.put(row.instanceId(), row));
    }
    return rows;
  }

  /** Changes the user data of an instance. */
  public void setUserData(String instanceId, String userData) {
    handle
        .createUpdate("UPDATE instance_options SET user_data = :data WHERE instance_id = :id")
        .bind("id", instanceId)
        .bind("data", userData)
        .execute();
  }

  void remove(String instanceId) {
    handle
        .createUpdate("DELETE FROM instance_options WHERE instance_id = :id")
        .bind("id", instanceId)
        .execute();
  }
}
