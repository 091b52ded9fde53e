package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.catalog.ResourceGroupRow;
import dev.stillpoint.catalog.ResourceKind;
import dev.stillpoint.catalog.ResourceRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.resourcegroup.ResourceGroupActions.DeleteResourceGroup;
import dev.stillpoint.control.resourcegroup.ResourceGroupActions.GetResourceGroup;
import dev.stillpoint.control.rule.ResourceTypes;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Resource groups that the catalog keeps. */
final class ResourceGrouping {
  private static final int GROUPS_MAX = 30;
  private static final String SERVICE = "ecs";

  private final Foundation foundation;

  ResourceGrouping(Foundation foundation) {
    this.foundation = foundation;
  }

  GroupAnswer.Whole create(Caller caller, CreateResourceGroup request) throws Refusal {
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
          for (Tag tag : request.tags()) {
            tables.tags().put(new TagRow(row.resourceGroupId(), tag.key(), tag.value()));
          }
          return whole(row, GroupAnswer.OK, null);
        });
  }

  GroupAnswer.Whole get(Caller caller, GetResourceGroup request) throws Refusal {
    return foundation
        .catalog()
        .read(tables -> {
          ResourceGroupRow row = find(tables, caller, request.resourceGroupId());
          return whole(row, GroupAnswer.OK, request.includeTags() ? tags(tables, row) : null);
        });
  }

  /** With its tags, or with null where nobody asked for them. */
  private GroupAnswer.Whole whole(ResourceGroupRow row, String status, List<Tag> tags) {
    String region = foundation.geography().regionId();
    return new GroupAnswer.Whole(
        new GroupAnswer.State(
            ResourceGroupView.of(row),
            status,
            List.of(new GroupAnswer.InRegion(region, status)),
            tags));
  }

  ListResourceGroups.Answer list(Caller caller, ListResourceGroups request) throws Refusal {
    List<ListResourceGroups.Line> all = new ArrayList<>();
    foundation
        .catalog()
        .read(tables -> {
          for (ResourceGroupRow row : tables.resourceGroups().all(caller.accountId())) {
            ResourceGroupView view = ResourceGroupView.of(row);
            List<Tag> tags = tags(tables, row);
            if (request.match(view, tags)) {
              List<Tag> shown = request.includeTags() ? tags : null;
              all.add(new ListResourceGroups.Line(view, GroupAnswer.OK, shown));
            }
          }
          return all;
        });
    return new ListResourceGroups.Answer(request.page().of(all), request.page().shown(all));
  }

  GroupAnswer.Bare rename(Caller caller, UpdateResourceGroup request) throws Refusal {
    String id = request.resourceGroupId();
    return foundation
        .catalog()
        .write(tables -> {
          findOwn(tables, caller, id);
          tables.resourceGroups().setDisplayName(id, request.newDisplayName());
          return new GroupAnswer.Bare(ResourceGroupView.of(find(tables, caller, id)));
        });
  }

  GroupAnswer.Whole delete(Caller caller, DeleteResourceGroup request) throws Refusal {
    String id = request.resourceGroupId();
    return foundation
        .catalog()
        .write(tables -> {
          ResourceGroupRow row = findOwn(tables, caller, id);
          if (tables.resources().holds(id)) {
            throw new Refusal(ResourceGroupError.DELETE_CONFLICT_RESOURCE_GROUP_RESOURCE, id);
          }
          tables.tags().removeAll(id);
          tables.resourceGroups().remove(id);
          return whole(row, "PendingDelete", null);
        });
  }

  private static ResourceGroupRow find(Tables tables, Caller caller, String resourceGroupId)
      throws Refusal {
    return tables
        .resourceGroups()
        .find(caller.accountId(), resourceGroupId)
        .orElseThrow(
            () -> new Refusal(ResourceGroupError.ENTITY_NOT_EXIST_RESOURCE_GROUP, resourceGroupId));
  }

  /** One that the account made; the default group is not to be changed. */
  private static ResourceGroupRow findOwn(Tables tables, Caller caller, String resourceGroupId)
      throws Refusal {
    ResourceGroupRow row = find(tables, caller, resourceGroupId);
    if (row.isDefault()) {
      throw new Refusal(ResourceGroupError.INVALID_OPERATION_DEFAULT_RESOURCE_GROUP);
    }
    return row;
  }

  private static List<Tag> tags(Tables tables, ResourceGroupRow row) {
    String id = row.resourceGroupId();
    return tables.tags().of(List.of(id)).getOrDefault(id, List.of()).stream()
        .map(tag -> new Tag(tag.key(), tag.value()))
        .toList();
  }

  ListResources.Answer resources(Caller caller, ListResources request) throws Refusal {
    String region = foundation.geography().regionId();
    boolean elsewhere =
        (!TextRule.absent(request.service()) && !request.service().equalsIgnoreCase(SERVICE))
            || (!TextRule.absent(request.region()) && !request.region().equals(region));
    List<ListResources.Line> all = new ArrayList<>();
    if (!elsewhere) {
      foundation.catalog().read(tables -> all.addAll(found(tables, caller, request)));
    }
    return new ListResources.Answer(request.page().of(all), request.page().shown(all));
  }

  private List<ListResources.Line> found(Tables tables, Caller caller, ListResources request) {
    List<ListResources.Line> lines = new ArrayList<>();
    String group = TextRule.absent(request.resourceGroupId()) ? null : request.resourceGroupId();
    for (ResourceKind kind : ResourceKind.values()) {
      String type = ResourceTypes.wire(kind);
      if (TextRule.absent(request.resourceType())
          || type.equalsIgnoreCase(request.resourceType())) {
        for (ResourceRow row : tables.resources().list(kind, caller.accountId(), group)) {
          if (TextRule.absent(request.resourceId())
              || row.resourceId().equals(request.resourceId())) {
            lines.add(
                new ListResources.Line(
                    SERVICE,
                    type,
                    row.resourceGroupId(),
                    row.resourceId(),
                    foundation.geography().regionId(),
                    Instant.ofEpochMilli(row.createdAt())));
          }
        }
      }
    }
    return lines;
  }

  void join(Caller caller, JoinResourceGroup request) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          move(tables, caller, request);
          return request;
        });
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
}
