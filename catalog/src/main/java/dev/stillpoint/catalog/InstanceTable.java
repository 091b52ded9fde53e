package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Instances. */
public final class InstanceTable {
  private static final String OPTION =
      "instance_id IN (SELECT instance_id FROM instance_options WHERE ";

  private final Handle handle;

  InstanceTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row. */
  public void add(InstanceRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO instances (
              instance_id, account_id, region_id, zone_id, resource_group_id, name, host_name,
              description, status, image_id, instance_type, v_switch_id, security_group_ids,
              key_pair_name, deletion_protection, stopped_mode, lock_reasons, created_at, started_at)
            VALUES (
              :instanceId, :accountId, :regionId, :zoneId, :resourceGroupId, :name, :hostName,
              :description, :status, :imageId, :instanceType, :vSwitchId, :securityGroupIds,
              :keyPairName, :deletionProtection, :stoppedMode, :lockReasons, :createdAt, :startedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<InstanceRow> find(String instanceId) {
    return handle
        .createQuery("SELECT * FROM instances WHERE instance_id = :id")
        .bind("id", instanceId)
        .mapTo(InstanceRow.class)
        .findOne();
  }

  /** The rows of several identifiers; one that does not exist is left out. */
  public Map<String, InstanceRow> find(Collection<String> instanceIds) {
    Map<String, InstanceRow> rows = new TreeMap<>();
    if (!instanceIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM instances WHERE instance_id IN (<ids>)")
          .bindList("ids", List.copyOf(instanceIds))
          .mapTo(InstanceRow.class)
          .forEach(row -> rows.put(row.instanceId(), row));
    }
    return rows;
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<InstanceRow> find(String accountId, String instanceId) {
    return find(instanceId).filter(row -> row.accountId().equals(accountId));
  }

  /** The rows that match; none that is going. */
  public Slice<InstanceRow> list(InstanceFilter filter, Part part) {
    return new Selection("instances", "instance_id")
        .equal("account_id", filter.accountId())
        .and("status <> 'DELETING'")
        .oneOf("instance_id", filter.ids())
        .equal("status", filter.status())
        .equal("zone_id", filter.zoneId())
        .equal("instance_type", filter.instanceType())
        .equal("image_id", filter.imageId())
        .equal("v_switch_id", filter.vSwitchId())
        .and(
            "instr(',' || security_group_ids || ',', ',' || ? || ',') > 0",
            filter.securityGroupId())
        .equal("key_pair_name", filter.keyPairName())
        .and("instr(',' || lock_reasons || ',', ',' || ? || ',') > 0", filter.lockReason())
        .equal("resource_group_id", filter.resourceGroupId())
        .and("substr(instance_type, 1, length(?) + 1) = ? || '.'", filter.typeFamily())
        .and(OPTION + "internet_charge_type = ?)", filter.internetChargeType())
        .and(OPTION + "http_endpoint = ?)", filter.httpEndpoint())
        .and(OPTION + "http_tokens = ?)", filter.httpTokens())
        .and("created_at >= ?", filter.createdFrom())
        .and("created_at <= ?", filter.createdTo())
        .named("name", filter.name())
        .tagged(filter.tags())
        .slice(handle, InstanceRow.class, part);
  }

  /** The rows of that status, oldest first. */
  public List<InstanceRow> withStatus(InstanceStatus status) {
    return handle
        .createQuery(
            """
            SELECT * FROM instances WHERE status = :status ORDER BY created_at, instance_id
            """)
        .bind("status", status)
        .mapTo(InstanceRow.class)
        .list();
  }

  /** Changes where an instance stands. */
  public void setStatus(String instanceId, InstanceStatus status) {
    handle
        .createUpdate(
            """
            UPDATE instances SET status = :status WHERE instance_id = :id
            """)
        .bind("id", instanceId)
        .bind("status", status)
        .execute();
  }

  /** An instance is Running since then. */
  public void setRunning(String instanceId, long startedAt) {
    handle
        .createUpdate(
            """
            UPDATE instances SET status = 'RUNNING', started_at = :at, stopped_mode = 'Not-applicable'
            WHERE instance_id = :id
            """)
        .bind("id", instanceId)
        .bind("at", startedAt)
        .execute();
  }

  /** An instance is Stopped. */
  public void setStopped(String instanceId, String stoppedMode) {
    handle
        .createUpdate(
            """
            UPDATE instances SET status = 'STOPPED', stopped_mode = :mode WHERE instance_id = :id
            """)
        .bind("id", instanceId)
        .bind("mode", stoppedMode)
        .execute();
  }

  /** Changes what an instance is called; the identifier tells which, the rest is not looked at. */
  public void setTexts(InstanceRow row) {
    handle
        .createUpdate(
            """
            UPDATE instances SET name = :name, host_name = :hostName, description = :description,
              security_group_ids = :securityGroupIds, deletion_protection = :deletionProtection
            WHERE instance_id = :instanceId
            """)
        .bindMethods(row)
        .execute();
  }

  /** Changes why an instance is locked. */
  public void setLockReasons(String instanceId, String lockReasons) {
    handle
        .createUpdate(
            """
            UPDATE instances SET lock_reasons = :reasons WHERE instance_id = :id
            """)
        .bind("id", instanceId)
        .bind("reasons", lockReasons)
        .execute();
  }

  /** Removes a row with its tags. */
  public void remove(String instanceId) {
    new TagTable(handle).removeAll(instanceId);
    new InstanceOptionsTable(handle).remove(instanceId);
    handle
        .createUpdate("DELETE FROM instances WHERE instance_id = :id")
        .bind("id", instanceId)
        .execute();
  }
}
