package dev.stillpoint.engine.state;

import java.util.Map;

/**
 * What changed in a {@link PoolState}: newest values by their names; null for what is gone.
 *
 * @param versions by their serials; those of volumes always
 */
public record StateChanges(
    Map<Long, FrozenImage> images,
    Map<Long, FrozenGroup> groups,
    Map<Long, VersionEntry> versions) {}
