package dev.stillpoint.control;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.ApiVersion;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Permission;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.LimitsInForce;
import dev.stillpoint.control.port.Admission;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one table of actions. What is not in it does not exist, and what is in it is asked in one
 * order: form, permission, work. Thread-safe.
 */
public final class ActionTable {
  private final Admission admission;
  private final LimitsInForce limits;
  private final Map<Class<?>, ActionRow<?, ?>> rows = new LinkedHashMap<>();

  ActionTable(Admission admission, LimitsInForce limits, List<List<ActionRow<?, ?>>> areas) {
    this.admission = admission;
    this.limits = limits;
    for (ActionRow<?, ?> row : areas.stream().flatMap(List::stream).toList()) {
      if (rows.put(row.contract(), row) != null) {
        throw new IllegalArgumentException("two rows for " + row.contract());
      }
    }
  }

  /** All actions of one API. */
  public List<ActionRow<?, ?>> rows(ApiVersion api) {
    return rows.values().stream().filter(row -> row.api() == api).toList();
  }

  /**
   * Does what the caller asks.
   *
   * @return what the action tells; null when that is nothing
   * @throws Refusal when a rule says no
   */
  @SuppressWarnings("unchecked") // A row stands under its own contract, which names its answer.
  public <A> A perform(Caller caller, Contract<A> request) throws Refusal {
    return (A) perform(rows.get(request.getClass()), caller, request);
  }

  private <C extends Record & Contract<A>, A> A perform(
      ActionRow<C, A> row, Caller caller, Contract<?> given) throws Refusal {
    C request = row.contract().cast(given.checked(caller, limits.now()));
    if (row.permission() instanceof Permission.Asked<C> asked) {
      List<Resource> named = asked.named().of(caller, request);
      try {
        admission.admit(
            caller, row.permissionName(), request.regionId(), named, request.circumstances());
      } catch (Refusal denied) {
        throw asked.told().as(caller, request, denied);
      }
    }
    return row.work().with(caller, request);
  }
}
