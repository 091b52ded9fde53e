package dev.stillpoint.server.admin;

import dev.stillpoint.catalog.Mark;
import dev.stillpoint.control.operator.AccountDesk;
import dev.stillpoint.control.operator.AccountDesk.AccountState;
import dev.stillpoint.control.operator.AccountDesk.KeyState;
import dev.stillpoint.control.operator.AccountDesk.NewAccount;
import dev.stillpoint.control.operator.NotPossible;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands about accounts and their access keys. */
final class AccountCommands {
  private final AccountDesk desk;

  private AccountCommands(AccountDesk desk) {
    this.desk = desk;
  }

  static Map<String, AdminCommand> over(AccountDesk desk) {
    AccountCommands commands = new AccountCommands(desk);
    Map<String, AdminCommand> all = new LinkedHashMap<>();
    all.put("account list", _ -> desk.accounts().stream().map(AccountCommands::shown).toList());
    all.put("account create", _ -> shown(desk.create()));
    all.put("account disable", given -> commands.mark(given, Mark.DISABLED, true));
    all.put("account enable", given -> commands.mark(given, Mark.DISABLED, false));
    all.put(
        "account balance",
        given ->
            commands.mark(
                given, Mark.BALANCE_TOO_LOW, given.oneOf("state", "low", "enough").equals("low")));
    all.put(
        "account snapshot-service",
        given ->
            commands.mark(
                given,
                Mark.SNAPSHOT_SERVICE_CLOSED,
                given.oneOf("state", "open", "closed").equals("closed")));
    all.put(
        "account white-list",
        given -> commands.mark(given, Mark.LISTED, given.oneOf("state", "on", "off").equals("on")));
    all.put(
        "key list",
        given ->
            desk.keys(given.required("account")).stream().map(AccountCommands::shown).toList());
    all.put("key create", given -> shown(desk.createKey(given.required("account"))));
    all.put("key disable", given -> commands.active(given, false));
    all.put("key enable", given -> commands.active(given, true));
    return all;
  }

  private Object mark(Given given, Mark mark, boolean set) throws NotPossible {
    String account = given.required("account");
    desk.mark(account, mark, set);
    return desk.accounts().stream()
        .filter(state -> state.accountId().equals(account))
        .map(AccountCommands::shown)
        .findFirst()
        .orElseThrow(() -> new NotPossible("There is no account " + account + "."));
  }

  private Object active(Given given, boolean active) throws NotPossible {
    String key = given.required("key");
    desk.setActive(key, active);
    return Map.of("key", key, "active", active);
  }

  private static Map<String, Object> shown(AccountState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("account", state.accountId());
    shown.put("enabled", !state.marks().contains(Mark.DISABLED));
    shown.put("balance", state.marks().contains(Mark.BALANCE_TOO_LOW) ? "low" : "enough");
    shown.put(
        "snapshotService",
        state.marks().contains(Mark.SNAPSHOT_SERVICE_CLOSED) ? "closed" : "open");
    shown.put("whiteList", state.marks().contains(Mark.LISTED));
    return shown;
  }

  private static Map<String, Object> shown(KeyState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("key", state.accessKeyId());
    shown.put("account", state.accountId());
    shown.put("active", state.active());
    return shown;
  }

  private static Map<String, Object> shown(NewAccount made) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("account", made.accountId());
    shown.put("accessKeyId", made.accessKeyId());
    shown.put("accessKeySecret", made.accessKeySecret());
    return shown;
  }
}
