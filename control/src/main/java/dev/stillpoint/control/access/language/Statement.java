package dev.stillpoint.control.access.language;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param allows true for Allow, false for Deny
 * @param actions such as {@code ecs:Describe*}
 * @param except true when the actions are those that are left out
 * @param resources none in a trust policy
 * @param principals who may take on a role: ARNs; none in any other policy, and none where a trust
 *     policy speaks of services or of other providers of identities
 * @param conditions all must hold
 */
record Statement(
    boolean allows,
    List<Wildcards> actions,
    boolean except,
    List<ResourcePattern> resources,
    List<String> principals,
    List<Condition> conditions) {
  Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    principals = List.copyOf(principals);
    conditions = List.copyOf(conditions);
  }

  /** True when the statement speaks of the request; cheap questions first. */
  boolean matches(AccessRequest request) {
    return matchesAction(request.action())
        && resources.stream().anyMatch(pattern -> pattern.matches(request.resource()))
        && holds(request.keys());
  }

  /** True when a trust policy's statement speaks of somebody who wants to take on the role. */
  boolean matches(String action, List<String> callers, ConditionKeys keys) {
    return matchesAction(action) && callers.stream().anyMatch(this::names) && holds(keys);
  }

  /** Names are the same whatever their case, as where they are found. */
  private boolean names(String caller) {
    return principals.stream().anyMatch(caller::equalsIgnoreCase);
  }

  private boolean matchesAction(String action) {
    return actions.stream().anyMatch(pattern -> pattern.matches(action)) != except;
  }

  private boolean holds(ConditionKeys keys) {
    return conditions.stream().allMatch(condition -> condition.holds(keys));
  }
}
