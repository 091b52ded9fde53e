package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/** Resource groups, and which of them a thing is in. Thread-safe. */
public interface Grouping {
  /** Makes a group; it is OK when this returns. */
  ResourceGroupView create(Caller caller, CreateResourceGroup request) throws Refusal;

  /** One group of the account's. */
  ResourceGroupView get(Caller caller, String resourceGroupId) throws Refusal;

  /** The groups that match, the default one first, then oldest first. */
  Listing<ResourceGroupView> list(Caller caller, ListResourceGroups request) throws Refusal;

  /** Changes what people call a group; returns it as it is then. */
  ResourceGroupView rename(Caller caller, String resourceGroupId, String newDisplayName)
      throws Refusal;

  /** Deletes a group that holds nothing; returns it as it was. */
  ResourceGroupView delete(Caller caller, String resourceGroupId) throws Refusal;

  /** The things in resource groups that match, oldest first within each type. */
  Listing<ResourceView> resources(Caller caller, ListResources request) throws Refusal;

  /** Moves a thing to another group. */
  void join(Caller caller, JoinResourceGroup request) throws Refusal;
}
