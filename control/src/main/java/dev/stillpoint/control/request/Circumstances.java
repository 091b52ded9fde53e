package dev.stillpoint.control.request;

import java.util.List;
import java.util.Map;

/**
 * What a request says of itself that the conditions of a policy may ask for, besides the resources
 * that it names.
 *
 * @param tags the request's own tags, for {@code acs:RequestTag/…}
 * @param keys further condition keys with their values, such as {@code ecs:IsDiskEncrypted}
 */
public record Circumstances(List<Tag> tags, Map<String, String> keys) {
  /** Nothing to ask for. */
  public static final Circumstances NONE = new Circumstances(List.of(), Map.of());

  public Circumstances {
    tags = List.copyOf(tags);
    keys = Map.copyOf(keys);
  }

  /** A request with tags and nothing else. */
  public static Circumstances tagged(List<Tag> tags) {
    return new Circumstances(tags, Map.of());
  }
}
