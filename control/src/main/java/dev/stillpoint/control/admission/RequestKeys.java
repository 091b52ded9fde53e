package dev.stillpoint.control.admission;

import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.ResourceRow;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.access.Identity;
import dev.stillpoint.control.access.language.ConditionKeys;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.ResourceTypes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the conditions of a policy can ask about one request and one of its resources. The catalog
 * is read only when a condition asks for what is in there.
 */
final class RequestKeys implements ConditionKeys {
  private static final String RESOURCE_TAG = "acs:resourcetag/";
  private static final String OLDER_RESOURCE_TAG = "ecs:tag/";
  private static final String REQUEST_TAG = "acs:requesttag/";

  private final Catalog catalog;
  private final Caller caller;
  private final Resource resource;
  private final Circumstances circumstances;
  private final Instant now;

  RequestKeys(
      Catalog catalog, Caller caller, Resource resource, Circumstances circumstances, Instant now) {
    this.catalog = catalog;
    this.caller = caller;
    this.resource = resource;
    this.circumstances = circumstances;
    this.now = now;
  }

  @Override
  public Optional<String> value(String key) {
    // Case matters in the name of a tag and nowhere else.
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith(RESOURCE_TAG)) {
      return resourceTag(key.substring(RESOURCE_TAG.length()));
    }
    if (lower.startsWith(OLDER_RESOURCE_TAG)) {
      return resourceTag(key.substring(OLDER_RESOURCE_TAG.length()));
    }
    if (lower.startsWith(REQUEST_TAG)) {
      return requestTag(key.substring(REQUEST_TAG.length()));
    }
    return switch (lower) {
      case "acs:currenttime" -> Optional.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
      case "acs:sourceip" -> Optional.of(caller.sourceIp()).filter(text -> !text.isEmpty());
      // Nothing is served over TLS, and nobody can show a second factor.
      case "acs:securetransport", "acs:mfapresent" -> Optional.of("false");
      case "acs:principalarn" -> Optional.of(Identity.arn(caller));
      case "acs:resourcegroupid" -> resourceGroup();
      default ->
          circumstances.keys().entrySet().stream()
              .filter(entry -> entry.getKey().equalsIgnoreCase(key))
              .map(Map.Entry::getValue)
              .findFirst();
    };
  }

  private Optional<String> requestTag(String name) {
    return circumstances.tags().stream()
        .filter(tag -> tag.key().equals(name))
        .map(tag -> tag.value() == null ? "" : tag.value())
        .findFirst();
  }

  private Optional<String> resourceTag(String name) {
    if (resourceGroup().isEmpty()) {
      return Optional.empty();
    }
    return catalog
        .read(tables -> tables.tags().of(List.of(resource.id())))
        .getOrDefault(resource.id(), List.of())
        .stream()
        .filter(tag -> tag.key().equals(name))
        .map(TagRow::value)
        .findFirst();
  }

  /** Empty also when the resource is unknown or another account's: those two look alike. */
  private Optional<String> resourceGroup() {
    return ResourceTypes.kind(resource.type())
        .flatMap(kind ->
            catalog.read(
                tables -> tables.resources().find(kind, caller.accountId(), resource.id())))
        .map(ResourceRow::resourceGroupId);
  }
}
