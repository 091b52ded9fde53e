package dev.stillpoint.control.contract;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import java.util.List;

/**
 * One action: all that is said of it outside its contract and outside who does it.
 *
 * @param api the version of the API that has it
 * @param contract what it takes; the record's name is the action's
 * @param permission what the caller must be permitted
 * @param work who does it
 * @param withoutFeature parameters that are documented, change what the caller gets, have no
 *     feature behind them here and are therefore refused; a name that ends in a dot stands for all
 *     that begin so
 */
public record ActionRow<C extends Record & Contract<A>, A>(
    ApiVersion api,
    Class<C> contract,
    Permission<C> permission,
    Work<C, A> work,
    List<String> withoutFeature) {
  /** An action that answers something. */
  public static <C extends Record & Contract<A>, A extends Record> ActionRow<C, A> answering(
      ApiVersion api, Class<C> contract, Permission<C> permission, Work<C, A> work) {
    return new ActionRow<>(api, contract, permission, work, List.of());
  }

  /** An action whose answer says no more than that it was done. */
  public static <C extends Record & Contract<Void>> ActionRow<C, Void> doing(
      ApiVersion api, Class<C> contract, Permission<C> permission, Deed<C> deed) {
    Work<C, Void> work =
        (caller, request) -> {
          deed.with(caller, request);
          return null;
        };
    return new ActionRow<>(api, contract, permission, work, List.of());
  }

  /** The same, refusing these parameters. */
  public ActionRow<C, A> refusing(String... names) {
    return new ActionRow<>(api, contract, permission, work, List.of(names));
  }

  /** The name by which callers ask for it. */
  public String name() {
    return contract.getSimpleName();
  }

  /** The name by which policies speak of it. */
  public String permissionName() {
    return api.permission(name());
  }

  /** Does an action for a caller who may, with a request that is well-formed. */
  @FunctionalInterface
  public interface Work<C, A> {
    /** Does it. */
    A with(Caller caller, C request) throws Refusal;
  }

  /** As {@link Work}, with nothing to answer. */
  @FunctionalInterface
  public interface Deed<C> {
    /** Does it. */
    void with(Caller caller, C request) throws Refusal;
  }
}
