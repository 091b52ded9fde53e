package dev.stillpoint.control.resourcegroup;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.ECS;
import static dev.stillpoint.control.contract.ApiVersion.RESOURCE_MANAGER;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.ResourceTypes;
import java.util.List;

/** The actions on resource groups, and the one that moves things between them. */
public final class ResourceGroupActions {
  private static final String TYPE = "resourcegroup";

  private ResourceGroupActions() {}

  /** A row each. */
  public static List<ActionRow<?, ?>> over(Foundation foundation) {
    ResourceGrouping groups = new ResourceGrouping(foundation);
    return List.of(
        answering(RESOURCE_MANAGER, CreateResourceGroup.class, onEvery(TYPE), groups::create),
        answering(
            RESOURCE_MANAGER,
            GetResourceGroup.class,
            on(TYPE, GetResourceGroup::resourceGroupId),
            groups::get),
        answering(RESOURCE_MANAGER, ListResourceGroups.class, onEvery(TYPE), groups::list),
        answering(
            RESOURCE_MANAGER,
            UpdateResourceGroup.class,
            on(TYPE, UpdateResourceGroup::resourceGroupId),
            groups::rename),
        answering(
            RESOURCE_MANAGER,
            DeleteResourceGroup.class,
            on(TYPE, DeleteResourceGroup::resourceGroupId),
            groups::delete),
        answering(RESOURCE_MANAGER, ListResources.class, onEvery(TYPE), groups::resources)
            .refusing("ResourceTypes."),
        doing(
            ECS,
            JoinResourceGroup.class,
            on((_, move) -> ResourceTypes.named(move.resourceType(), List.of(move.resourceId()))),
            groups::join));
  }

  /** One group of the account's. */
  record GetResourceGroup(String resourceGroupId, boolean includeTags)
      implements Contract<GroupAnswer.Whole> {
    @Override
    public GetResourceGroup checked(Caller caller, Limits limits) throws Refusal {
      GroupAnswer.checkId(resourceGroupId);
      return this;
    }
  }

  /** Deletes a group that holds nothing. */
  record DeleteResourceGroup(String resourceGroupId) implements Contract<GroupAnswer.Whole> {
    @Override
    public DeleteResourceGroup checked(Caller caller, Limits limits) throws Refusal {
      GroupAnswer.checkId(resourceGroupId);
      return this;
    }
  }
}
