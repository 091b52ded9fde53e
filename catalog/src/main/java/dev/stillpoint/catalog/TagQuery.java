package dev.stillpoint.catalog;

import java.util.List;

/**
 * Whose tags. Components combine with AND.
 *
 * @param kind of what kind the resources are
 * @param accountId whose they are
 * @param ids one of these; null means any
 * @param exact tags that must all be there
 * @param fuzzy tags that must all be there
 * @param withResourceGroup shows a resource's group as if it were a tag of the key {@link
 *     #RESOURCE_GROUP}
 */
public record TagQuery(
    ResourceKind kind,
    String accountId,
    List<String> ids,
    List<TagFilter> exact,
    List<FuzzyTag> fuzzy,
    boolean withResourceGroup) {
  /** The key under which a resource group can be asked for. */
  public static final String RESOURCE_GROUP = "acs:rm:rgId";

  /**
   * A tag of which only a part is known.
   *
   * @param key with * for any characters
   * @param values each with * for any characters, one of which must match; empty means any value
   */
  public record FuzzyTag(String key, List<String> values) {
    public FuzzyTag {
      values = List.copyOf(values);
    }
  }
}
