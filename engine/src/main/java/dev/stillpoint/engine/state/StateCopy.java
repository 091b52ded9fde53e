package dev.stillpoint.engine.state;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images, groups and versions as they were at one moment. It follows the pool's state by what
 * changed, so that nobody has to hold the pool's lock for as long as it takes to copy all of them.
 */
public final class StateCopy {
  private final TreeMap<Long, FrozenImage> images = new TreeMap<>();
  private final TreeMap<Long, FrozenGroup> groups = new TreeMap<>();
  private final TreeMap<Long, VersionEntry> versions = new TreeMap<>();

  /** Comes to the moment at which the changes were taken. */
  public void follow(StateChanges changes) {
    follow(images, changes.images());
    follow(groups, changes.groups());
    follow(versions, changes.versions());
  }

  private static <V> void follow(Map<Long, V> all, Map<Long, V> changes) {
    changes.forEach((name, value) -> {
      if (value == null) {
        all.remove(name);
      } else {
        all.put(name, value);
      }
    });
  }

  public Collection<FrozenImage> images() {
    return Collections.unmodifiableCollection(images.values());
  }

  public Collection<FrozenGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  public Collection<VersionEntry> versions() {
    return Collections.unmodifiableCollection(versions.values());
  }
}
