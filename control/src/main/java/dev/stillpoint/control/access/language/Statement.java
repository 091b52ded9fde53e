package dev.stillpoint.control.access.language;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param allows true for Allow, false for Deny
 * @param actions patterns such as {@code ecs:Describe*}
 * @param except true when the actions are those that are left out
 * @param resources patterns; none in a trust policy
 * @param principals who may take on a role: ARNs; none in any other policy
 * @param conditions all must hold
 */
record Statement(
    boolean allows,
    List<String> actions,
    boolean except,
    List<String> resources,
    List<String> principals,
    List<Condition> conditions) {
  static final String ALL = "*";

  Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    principals = List.copyOf(principals);
    conditions = List.copyOf(conditions);
  }

  /** True when the statement speaks of the request; cheap questions first. */
  boolean matches(AccessRequest request) {
    return matchesAction(request.action())
        && resources.stream().anyMatch(pattern -> matchesResource(pattern, request))
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
    return actions.stream().anyMatch(pattern -> Wildcards.matchAnyCase(pattern, action)) != except;
  }

  private static boolean matchesResource(String pattern, AccessRequest request) {
    return pattern.equals(ALL)
        || (request.resource().isPresent()
            && Arn.parse(pattern).filter(arn -> arn.matches(request.resource().get())).isPresent());
  }

  private boolean holds(ConditionKeys keys) {
    return conditions.stream().allMatch(condition -> condition.holds(keys));
  }
}
