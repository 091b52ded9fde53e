package dev.stillpoint.server.admin;

import dev.stillpoint.catalog.DiskShareRow;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.account.CatalogAccounts;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.CreateSnapshotGroup;
import dev.stillpoint.control.key.KeyGrants.Grant;
import dev.stillpoint.control.key.KeyGrants.Granted;
import dev.stillpoint.control.operator.LimitDesk;
import dev.stillpoint.control.operator.NotPossible;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.operator.Operator.LockReason;
import dev.stillpoint.control.operator.Operator.LockState;
import dev.stillpoint.control.operator.Operator.Payment;
import dev.stillpoint.control.operator.Operator.Sharing;
import dev.stillpoint.control.operator.SnapshotDesk.Alone;
import dev.stillpoint.control.operator.SnapshotDesk.Freed;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.Objections.Objection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Commands about instances, disks, snapshots, bounds, and what stands against a group. */
final class ResourceCommands {
  private final Control control;
  private final Operator operator;

  private ResourceCommands(Control control) {
    this.control = control;
    this.operator = control.operator();
  }

  static Map<String, AdminCommand> over(Control control) {
    ResourceCommands commands = new ResourceCommands(control);
    Map<String, AdminCommand> all = new LinkedHashMap<>();
    all.put("instance lock", given -> commands.lock(given, LockState.LOCKED));
    all.put("instance unlock", given -> commands.lock(given, LockState.UNLOCKED));
    all.put(
        "disk list",
        _ -> control.operator().disks().stream().map(ResourceCommands::shown).toList());
    all.put("disk arrears", given -> commands.pay(given, Payment.IN_ARREARS));
    all.put("disk paid", given -> commands.pay(given, Payment.PAID));
    all.put("disk transfer", commands::transfer);
    all.put("disk share", given -> commands.share(given, Sharing.SHARED));
    all.put("disk unshare", given -> commands.share(given, Sharing.UNSHARED));
    all.put(
        "disk shares",
        _ -> control.operator().shares().stream().map(ResourceCommands::shown).toList());
    all.put("snapshot frees", commands::frees);
    all.put(
        "kms status",
        _ -> control.keyGrants().all().stream().map(ResourceCommands::shown).toList());
    all.put("kms grant", given -> commands.grant(given, Grant.GIVEN));
    all.put("kms revoke", given -> commands.grant(given, Grant.TAKEN));
    all.put("limits show", _ -> commands.limits());
    all.put(
        "limits set",
        given -> {
          commands.operator.limits().set(given.required("name"), given.number("value"));
          return commands.limits();
        });
    all.put(
        "limits reset",
        given -> {
          commands.operator.limits().reset(given.required("name"));
          return commands.limits();
        });
    all.put("throttle show", _ -> commands.throttles());
    all.put(
        "throttle set",
        given -> {
          commands.operator.throttles().set(given.required("action"), given.number("calls"));
          return commands.throttles();
        });
    all.put(
        "throttle reset",
        given -> {
          commands.operator.throttles().reset(given.required("action"));
          return commands.throttles();
        });
    all.put("preflight", commands::preflight);
    return all;
  }

  private Object lock(Given given, LockState state) throws NotPossible, Refusal {
    String instance = given.required("instance");
    String reason = given.oneOf("reason", "security", "financial");
    operator.lock(instance, LockReason.valueOf(reason.toUpperCase(Locale.ROOT)), state);
    return Map.of("instance", instance, reason, state == LockState.LOCKED ? "locked" : "unlocked");
  }

  private Object pay(Given given, Payment payment) throws NotPossible, Refusal {
    String disk = given.required("disk");
    operator.arrears(disk, payment);
    return Map.of("disk", disk, "arrears", payment == Payment.IN_ARREARS);
  }

  private Object transfer(Given given) throws NotPossible, Refusal {
    String disk = given.required("disk");
    boolean moving = given.oneOf("state", "on", "off").equals("on");
    operator.transfer(disk, moving);
    return Map.of("disk", disk, "transferring", moving);
  }

  private Object share(Given given, Sharing sharing) throws NotPossible, Refusal {
    String disk = given.required("disk");
    String account = given.required("account");
    operator.share(disk, account, sharing);
    return Map.of("disk", disk, "account", account, "shared", sharing == Sharing.SHARED);
  }

  /** For one key, or for the whole key store of an account. */
  private Object grant(Given given, Grant grant) throws NotPossible, Refusal {
    Optional<String> key = given.text("key");
    Optional<String> account = given.text("account");
    if (key.isPresent() && account.isPresent()) {
      throw new NotPossible("A key has one account; name the key or the account.");
    }
    if (key.isPresent()) {
      control.keyGrants().ofKey(key.get(), grant);
      return Map.of("key", key.get(), "granted", grant == Grant.GIVEN);
    }
    String owner = account.orElse(CatalogAccounts.FIRST);
    operator.accounts().require(owner);
    control.keyGrants().ofStore(owner, grant);
    return Map.of("account", owner, "granted", grant == Grant.GIVEN);
  }

  private Object frees(Given given) throws NotPossible, Refusal {
    Freed freed = operator.snapshots().freedBy(given.list("snapshots"), given.text("group"));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("bytes", freed.bytes());
    shown.put("snapshots", freed.alone().stream().map(ResourceCommands::shown).toList());
    return shown;
  }

  private static Map<String, Object> shown(Alone snapshot) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("snapshot", snapshot.snapshotId());
    shown.put("disk", snapshot.diskId());
    shown.put("bytesAlone", snapshot.bytes());
    return shown;
  }

  private List<Map<String, Object>> limits() {
    return operator.limits().all().stream().map(ResourceCommands::shown).toList();
  }

  private Map<String, Object> throttles() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("everyAction", operator.throttles().callsPerMinute(""));
    shown.putAll(operator.throttles().own());
    return shown;
  }

  private Object preflight(Given given) throws Refusal {
    List<Objection> objections =
        control
            .groups()
            .preflight(
                Caller.root(given.text("account").orElse(CatalogAccounts.FIRST)),
                new CreateSnapshotGroup(
                    given.text("region").orElse(operator.places().geography().regionId()),
                    given.text("instance").orElse(null),
                    given.list("disk"),
                    given.list("exclude"),
                    given.text("name").orElse(null),
                    null,
                    null,
                    null,
                    null,
                    given.text("resource-group").orElse(null),
                    null,
                    null,
                    List.of()));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("allowed", objections.isEmpty());
    shown.put("objections", objections.stream().map(ResourceCommands::shown).toList());
    return shown;
  }

  private static Map<String, Object> shown(Objection objection) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("disk", objection.subject());
    shown.put("status", objection.refusal().code().status());
    shown.put("code", objection.refusal().code().code());
    shown.put("message", objection.refusal().getMessage());
    return shown;
  }

  private static Map<String, Object> shown(Granted row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("account", row.accountId());
    shown.put("key", row.keyId().isEmpty() ? "every key" : row.keyId());
    shown.put("granted", row.grant() == Grant.GIVEN);
    return shown;
  }

  private static Map<String, Object> shown(LimitDesk.LimitState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", state.limit().wire());
    shown.put("value", state.value());
    shown.put("configured", state.configured());
    shown.put("meaning", state.limit().meaning());
    return shown;
  }

  private static Map<String, Object> shown(DiskShareRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("disk", row.diskId());
    shown.put("account", row.accountId());
    shown.put("since", Instant.ofEpochMilli(row.since()).toString());
    return shown;
  }

  private static Map<String, Object> shown(MarkRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("disk", row.subject());
    shown.put("state", row.mark().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    shown.put("since", Instant.ofEpochMilli(row.since()).toString());
    return shown;
  }
}
