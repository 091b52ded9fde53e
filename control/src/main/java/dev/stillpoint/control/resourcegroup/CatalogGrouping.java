package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.catalog.ResourceGroupRow;
import dev.stillpoint.catalog.ResourceKind;
import dev.stillpoint.catalog.ResourceRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.ResourceTypes;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Resource groups that the catalog keeps. */
public final class CatalogGrouping implements Grouping {
  private static final int GROUPS_MAX = 30;
  private static final int NAME_CHARS_MIN = 2;
  private static final int NAME_CHARS_MAX = 50;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final String TYPE = "resourcegroup";

  /** Policies speak of resource groups as the access product does. */
  private static final String PRODUCT = "ram:";

  private final Foundation foundation;

  public CatalogGrouping(Foundation foundation) {
    this.foundation = foundation;
  }

  @Override
  public ResourceGroupView create(Caller caller, CreateResourceGroup request) throws Refusal {
    checkName(request.name());
    checkDisplayName(request.displayName(), ResourceGroupError.MISSING_PARAMETER_DISPLAY_NAME);
    List<Tag> tags = TagRules.check(request.tags(), foundation.limits().tagsMax());
    foundation
        .admission()
        .admit(
            caller,
            PRODUCT + "CreateResourceGroup",
            null,
            List.of(Resource.every(TYPE)),
            Circumstances.tagged(tags));
    return foundation
        .catalog()
        .write(tables -> {
          List<ResourceGroupRow> present = tables.resourceGroups().all(caller.accountId());
          if (present.stream().anyMatch(row -> row.name().equals(request.name()))) {
            throw new Refusal(
                ResourceGroupError.ENTITY_ALREADY_EXISTS_RESOURCE_GROUP, request.name());
          }
          if (present.size() >= GROUPS_MAX) {
            throw new Refusal(ResourceGroupError.LIMIT_EXCEEDED_RESOURCE_GROUP, GROUPS_MAX);
          }
          ResourceGroupRow row =
              new ResourceGroupRow(
                  foundation.identifiers().namedResourceGroup(),
                  caller.accountId(),
                  false,
                  request.name(),
                  request.displayName(),
                  foundation.now());
          tables.resourceGroups().add(row);
          for (Tag tag : tags) {
            tables.tags().put(new TagRow(row.resourceGroupId(), tag.key(), tag.value()));
          }
          return view(tables, row);
        });
  }

  private static void checkName(String name) throws Refusal {
    if (TextRule.absent(name)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_NAME);
    }
    if (name.length() < NAME_CHARS_MIN || name.length() > NAME_CHARS_MAX) {
      throw new Refusal(ResourceGroupError.INVALID_PARAMETER_NAME_LENGTH);
    }
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(ResourceGroupError.INVALID_PARAMETER_NAME_INVALID_CHARS);
    }
  }

  private static void checkDisplayName(String name, ErrorCode missing) throws Refusal {
    if (TextRule.absent(name)) {
      throw new Refusal(missing);
    }
    if (name.length() > NAME_CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_DISPLAY_NAME_LENGTH);
    }
  }

  @Override
  public ResourceGroupView get(Caller caller, String resourceGroupId) throws Refusal {
    checkId(resourceGroupId);
    admit(caller, "GetResourceGroup", resourceGroupId);
    return foundation.catalog().read(tables -> view(tables, find(tables, caller, resourceGroupId)));
  }

  @Override
  public Listing<ResourceGroupView> list(Caller caller, ListResourceGroups request) throws Refusal {
    admit(caller, "ListResourceGroups", "*");
    List<ResourceGroupView> all =
        foundation
            .catalog()
            .read(tables ->
                tables.resourceGroups().all(caller.accountId()).stream()
                    .map(row -> view(tables, row))
                    .filter(view -> matches(view, request))
                    .toList());
    return NumberedPage.of(all, request.pageNumber(), request.pageSize());
  }

  private static boolean matches(ResourceGroupView view, ListResourceGroups request) {
    return (TextRule.absent(request.resourceGroupId())
            || view.id().equals(request.resourceGroupId()))
        && (request.resourceGroupIds().isEmpty() || request.resourceGroupIds().contains(view.id()))
        && (TextRule.absent(request.name()) || view.name().contains(request.name()))
        && (TextRule.absent(request.displayName())
            || view.displayName().contains(request.displayName()))
        && (TextRule.absent(request.status()) || request.status().equals("OK"))
        && request.tags().stream().allMatch(wanted -> has(view.tags(), wanted));
  }

  private static boolean has(List<Tag> tags, Tag wanted) {
    return tags.stream()
        .anyMatch(tag ->
            tag.key().equals(wanted.key())
                && (wanted.value() == null || wanted.value().equals(tag.value())));
  }

  @Override
  public ResourceGroupView rename(Caller caller, String resourceGroupId, String newDisplayName)
      throws Refusal {
    checkId(resourceGroupId);
    checkDisplayName(newDisplayName, ResourceGroupError.MISSING_PARAMETER_NEW_DISPLAY_NAME);
    admit(caller, "UpdateResourceGroup", resourceGroupId);
    return foundation
        .catalog()
        .write(tables -> {
          ResourceGroupRow row = find(tables, caller, resourceGroupId);
          if (row.isDefault()) {
            throw new Refusal(ResourceGroupError.INVALID_OPERATION_DEFAULT_RESOURCE_GROUP);
          }
          tables.resourceGroups().setDisplayName(resourceGroupId, newDisplayName);
          return view(tables, find(tables, caller, resourceGroupId));
        });
  }

  @Override
  public ResourceGroupView delete(Caller caller, String resourceGroupId) throws Refusal {
    checkId(resourceGroupId);
    admit(caller, "DeleteResourceGroup", resourceGroupId);
    return foundation
        .catalog()
        .write(tables -> {
          ResourceGroupRow row = find(tables, caller, resourceGroupId);
          if (row.isDefault()) {
            throw new Refusal(ResourceGroupError.INVALID_OPERATION_DEFAULT_RESOURCE_GROUP);
          }
          if (tables.resources().holds(resourceGroupId)) {
            throw new Refusal(
                ResourceGroupError.DELETE_CONFLICT_RESOURCE_GROUP_RESOURCE, resourceGroupId);
          }
          ResourceGroupView view = view(tables, row);
          tables.tags().removeAll(resourceGroupId);
          tables.resourceGroups().remove(resourceGroupId);
          return view;
        });
  }

  private static void checkId(String resourceGroupId) throws Refusal {
    if (TextRule.absent(resourceGroupId)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_RESOURCE_GROUP_ID);
    }
  }

  private static ResourceGroupRow find(Tables tables, Caller caller, String resourceGroupId)
      throws Refusal {
    return tables
        .resourceGroups()
        .find(caller.accountId(), resourceGroupId)
        .orElseThrow(
            () -> new Refusal(ResourceGroupError.ENTITY_NOT_EXIST_RESOURCE_GROUP, resourceGroupId));
  }

  private ResourceGroupView view(Tables tables, ResourceGroupRow row) {
    List<TagRow> tags =
        tables
            .tags()
            .of(List.of(row.resourceGroupId()))
            .getOrDefault(row.resourceGroupId(), List.of());
    return new ResourceGroupView(
        row.resourceGroupId(),
        row.accountId(),
        row.name(),
        row.displayName(),
        Instant.ofEpochMilli(row.createdAt()),
        foundation.geography().regionId(),
        tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList());
  }

  @Override
  public Listing<ResourceView> resources(Caller caller, ListResources request) throws Refusal {
    admit(caller, "ListResources", "*");
    String region = foundation.geography().regionId();
    boolean elsewhere =
        (!TextRule.absent(request.service()) && !request.service().equalsIgnoreCase("ecs"))
            || (!TextRule.absent(request.region()) && !request.region().equals(region));
    List<ResourceView> all = new ArrayList<>();
    if (!elsewhere) {
      foundation.catalog().read(tables -> all.addAll(found(tables, caller, request)));
    }
    return NumberedPage.of(all, request.pageNumber(), request.pageSize());
  }

  private List<ResourceView> found(Tables tables, Caller caller, ListResources request) {
    List<ResourceView> views = new ArrayList<>();
    String group = TextRule.absent(request.resourceGroupId()) ? null : request.resourceGroupId();
    for (ResourceKind kind : ResourceKind.values()) {
      String type = ResourceTypes.wire(kind);
      if (TextRule.absent(request.resourceType())
          || type.equalsIgnoreCase(request.resourceType())) {
        for (ResourceRow row : tables.resources().list(kind, caller.accountId(), group)) {
          if (TextRule.absent(request.resourceId())
              || row.resourceId().equals(request.resourceId())) {
            views.add(
                new ResourceView(
                    row.resourceId(),
                    type,
                    row.resourceGroupId(),
                    foundation.geography().regionId(),
                    Instant.ofEpochMilli(row.createdAt())));
          }
        }
      }
    }
    return views;
  }

  @Override
  public void join(Caller caller, JoinResourceGroup request) throws Refusal {
    need(request.resourceType(), "ResourceType");
    need(request.resourceId(), "ResourceId");
    need(request.resourceGroupId(), "ResourceGroupId");
    if (!ResourceTypes.exists(request.resourceType())) {
      throw new Refusal(TagError.INVALID_RESOURCE_TYPE_NOT_FOUND, request.resourceType());
    }
    foundation
        .admission()
        .admit(
            caller,
            "JoinResourceGroup",
            request.regionId(),
            ResourceTypes.named(request.resourceType(), List.of(request.resourceId())));
    foundation
        .catalog()
        .write(tables -> {
          move(tables, caller, request);
          return request;
        });
  }

  private static void need(String text, String parameter) throws Refusal {
    if (TextRule.absent(text)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_403, parameter);
    }
  }

  private static void move(Tables tables, Caller caller, JoinResourceGroup request) throws Refusal {
    String group = request.resourceGroupId();
    if (!tables.accounts().hasResourceGroup(caller.accountId(), group)) {
      throw new Refusal(SharedError.INVALID_RESOURCE_GROUP_NOT_FOUND, group);
    }
    ResourceKind kind = ResourceTypes.kind(request.resourceType()).orElse(null);
    ResourceRow row =
        kind == null
            ? null
            : tables.resources().find(kind, caller.accountId(), request.resourceId()).orElse(null);
    if (row == null) {
      throw new Refusal(
          TagError.INVALID_RESOURCE_ID_NOT_FOUND, request.resourceType(), request.resourceId());
    }
    if (row.resourceGroupId().equals(group)) {
      throw new Refusal(ResourceGroupError.INVALID_RESOURCE_GROUP_DUPLICATE, group);
    }
    tables.resources().setResourceGroup(kind, row.resourceId(), group);
  }

  private void admit(Caller caller, String action, String id) throws Refusal {
    foundation.admission().admit(caller, PRODUCT + action, null, List.of(new Resource(TYPE, id)));
  }
}
