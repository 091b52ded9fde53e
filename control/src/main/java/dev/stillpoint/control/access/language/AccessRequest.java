package dev.stillpoint.control.access.language;

import java.util.Optional;

/**
 * What a policy is asked about.
 *
 * @param action product and action, for example {@code ecs:CreateSnapshotGroup}
 * @param resource one resource; empty for an action that only a policy over all resources allows
 * @param keys what conditions can ask
 */
public record AccessRequest(String action, Optional<Arn> resource, ConditionKeys keys) {}
