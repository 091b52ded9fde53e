package dev.stillpoint.control.contract;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import java.util.List;
import java.util.function.Function;

/**
 * What a caller must be permitted before anything is looked up.
 *
 * @param <C> the contract
 */
public sealed interface Permission<C> {
  /** Asked on these resources, which follow from the request and its caller. */
  static <C> Permission<C> on(Named<C> named) {
    return new Asked<>(named, (_, _, denied) -> denied);
  }

  /** As {@link #on(Named)}, with other words for a denial. */
  static <C> Permission<C> on(Named<C> named, Told<C> told) {
    return new Asked<>(named, told);
  }

  /** Asked on the one resource that a parameter names. */
  static <C> Permission<C> on(String type, Function<C, String> id) {
    return on((_, request) -> List.of(new Resource(type, id.apply(request))));
  }

  /** Asked on everything of a type. */
  static <C> Permission<C> onEvery(String type) {
    List<Resource> every = List.of(Resource.every(type));
    return on((_, _) -> every);
  }

  /**
   * Asked of nobody.
   *
   * @param reason why that harms nobody
   */
  static <C> Permission<C> none(String reason) {
    return new NotAsked<>(reason);
  }

  /** Asked on what the request names. */
  record Asked<C>(Named<C> named, Told<C> told) implements Permission<C> {}

  /** Not asked, for that reason. */
  record NotAsked<C>(String reason) implements Permission<C> {}

  /** What a request names, as sent, so that a foreign and an unknown identifier look alike. */
  @FunctionalInterface
  interface Named<C> {
    /** At least one resource. */
    List<Resource> of(Caller caller, C request);
  }

  /** How a caller is told that it may not, where the resource is no business of the caller's. */
  @FunctionalInterface
  interface Told<C> {
    /** What is thrown instead. */
    Refusal as(Caller caller, C request, Refusal denied);
  }
}
