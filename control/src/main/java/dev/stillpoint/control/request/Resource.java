package dev.stillpoint.control.request;

import java.util.Collection;
import java.util.List;

/**
 * What a request names, as a policy speaks of it: {@code acs:PRODUCT:REGION:ACCOUNT:TYPE/ID}.
 *
 * @param product whose it is; empty for the product of the action
 * @param type for example {@code disk}
 * @param id as sent, or {@code *} for all of the type
 * @param owner the account in whose name it is asked for; empty for the caller's own
 */
public record Resource(String product, String type, String id, String owner) {
  private static final String ALL = "*";

  /** A resource of the action's product. */
  public Resource(String type, String id, String owner) {
    this("", type, id, owner);
  }

  /** A resource of the action's product in the caller's account. */
  public Resource(String type, String id) {
    this(type, id, "");
  }

  /** An instance. */
  public static Resource instance(String id) {
    return new Resource("instance", id);
  }

  /** A disk. */
  public static Resource disk(String id) {
    return new Resource("disk", id);
  }

  /** A snapshot. */
  public static Resource snapshot(String id) {
    return new Resource("snapshot", id);
  }

  /** A snapshot group. */
  public static Resource snapshotGroup(String id) {
    return new Resource("snapshotgroup", id);
  }

  /** An auto snapshot policy. */
  public static Resource snapshotPolicy(String id) {
    return new Resource("snapshotpolicy", id);
  }

  /** Everything of a type. */
  public static Resource every(String type) {
    return new Resource(type, ALL);
  }

  /** What only a policy over all resources allows. */
  public static List<Resource> all() {
    return List.of(new Resource(ALL, ALL));
  }

  /** Those of a type that were named; everything of the type when none was. */
  public static List<Resource> namedOrEvery(String type, Collection<String> ids) {
    return ids == null || ids.isEmpty()
        ? List.of(every(type))
        : ids.stream().map(id -> new Resource(type, id)).toList();
  }
}
