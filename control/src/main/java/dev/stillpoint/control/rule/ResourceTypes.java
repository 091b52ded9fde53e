package dev.stillpoint.control.rule;

import dev.stillpoint.catalog.ResourceKind;
import dev.stillpoint.control.request.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The types of resources as clients name them, in any case. */
public final class ResourceTypes {
  /** What the cloud has and this deployment has none of. */
  private static final Set<String> ABSENT =
      Set.of(
          "securitygroup",
          "volume",
          "eni",
          "ddh",
          "ddhcluster",
          "keypair",
          "launchtemplate",
          "reservedinstance",
          "elasticityassurance",
          "capacityreservation",
          "command",
          "invocation",
          "activation",
          "managedinstance");

  private ResourceTypes() {}

  /** True for every type that the cloud's pages know. */
  public static boolean exists(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return ABSENT.contains(lower) || kind(type).isPresent();
  }

  /** The kind of that name; empty for a type of which there is nothing here. */
  public static Optional<ResourceKind> kind(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    for (ResourceKind kind : ResourceKind.values()) {
      if (wire(kind).equals(lower)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** How a kind is written on the wire, and in a policy. */
  public static String wire(ResourceKind kind) {
    return switch (kind) {
      case INSTANCE -> "instance";
      case DISK -> "disk";
      case SNAPSHOT -> "snapshot";
      case SNAPSHOT_GROUP -> "snapshotgroup";
      case SNAPSHOT_POLICY -> "snapshotpolicy";
      case IMAGE -> "image";
    };
  }

  /** What a request of that type names, for a policy. */
  public static List<Resource> named(String type, Collection<String> ids) {
    return Resource.namedOrEvery(type.toLowerCase(Locale.ROOT), ids);
  }
}
