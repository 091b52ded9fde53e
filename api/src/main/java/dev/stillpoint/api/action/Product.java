package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.control.ActionTable;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A version of an API with its actions. Immutable. */
public final class Product {
  private final String version;
  private final Map<String, Action> actions = new TreeMap<>();

  /**
   * @param version as callers send it, for example {@code 2014-05-26}; no two products share one
   */
  public Product(String version, List<Action> actions) {
    this.version = version;
    for (Action action : actions) {
      if (this.actions.put(action.name(), action) != null) {
        throw new IllegalArgumentException("two actions are named " + action.name());
      }
    }
  }

  /** All actions of one API that the table has. */
  public static Product over(ActionTable table, ApiVersion api) {
    return over(table, api, List.of());
  }

  /**
   * As {@link #over(ActionTable, ApiVersion)}.
   *
   * @param besides what does not stand in the table yet
   */
  public static Product over(ActionTable table, ApiVersion api, List<Action> besides) {
    List<Action> all = new ArrayList<>(besides);
    table.rows(api).forEach(row -> all.add(new TableAction<>(table, row)));
    return new Product(api.version(), all);
  }

  /** The version that callers ask for. */
  public String version() {
    return version;
  }

  /** The names of all actions, sorted. */
  public List<String> actionNames() {
    return List.copyOf(actions.keySet());
  }

  /**
   * The action of that name.
   *
   * @throws ApiFault MissingAction or InvalidAction.NotFound
   */
  public Action action(String name) throws ApiFault {
    if (name.isEmpty()) {
      throw CommonError.MISSING_ACTION.with();
    }
    Action action = actions.get(name);
    if (action == null) {
      throw CommonError.UNKNOWN_ACTION.with(name, version);
    }
    return action;
  }
}
