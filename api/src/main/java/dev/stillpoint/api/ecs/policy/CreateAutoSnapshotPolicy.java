package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;
import dev.stillpoint.control.policy.PolicySettings;

/** Makes a policy. */
final class CreateAutoSnapshotPolicy implements Action {
  private final Policies policies;

  CreateAutoSnapshotPolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Spelled spelled = new Spelled(arguments);
    String policyId =
        policies.create(
            invocation.caller(),
            new dev.stillpoint.control.policy.CreateAutoSnapshotPolicy(
                spelled.required("regionId"),
                settings(arguments),
                arguments.textOrNull("AssociationType"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("StorageLocationArn"),
                arguments.tags()));
    return new Fields().text("AutoSnapshotPolicyId", policyId);
  }

  /** What a policy does, as both actions that say so send it. */
  static PolicySettings settings(Arguments arguments) throws ApiFault, Refusal {
    Spelled spelled = new Spelled(arguments);
    return new PolicySettings(
        spelled.sentOrNull("autoSnapshotPolicyName"),
        spelled.jsonListOrNull("timePoints"),
        spelled.jsonListOrNull("repeatWeekdays"),
        spelled.wholeOrNull("retentionDays"),
        arguments.textOrNull("SnapshotGroupBy"),
        arguments.flagOrNull("EnableCrossRegionCopy"),
        arguments.jsonListOrNull(
            "TargetCopyRegions", PolicyError.INVALID_PARAMETER_TARGET_COPY_REGIONS),
        spelled.wholeOrNull("copiedSnapshotsRetentionDays"),
        arguments.structure("CopyEncryptionConfiguration").flagOrNull("Encrypted"),
        !arguments.structures("TargetTags").isEmpty());
  }
}
