package dev.stillpoint.control.access;

import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** The versions of the policies that an account wrote; one of each is in force. Thread-safe. */
public final class PolicyVersions {
  private static final String ROTATE = "DeleteOldestNonDefaultVersionWhenLimitExceeded";

  private final Foundation foundation;

  PolicyVersions(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Adds a version.
   *
   * @param rotateStrategy null, {@code None}, or to delete the oldest when there are too many
   * @throws Refusal MalformedPolicyDocument, EntityNotExist.Policy, LimitExceeded.Policy.Version
   */
  public PolicyVersion create(
      Caller caller,
      String policyName,
      String document,
      boolean setAsDefault,
      String rotateStrategy)
      throws Refusal {
    String name = AccessText.policyName(policyName);
    String text = PolicyLookup.document(document);
    boolean rotate = rotates(rotateStrategy);
    Entry.admit(foundation, caller, "CreatePolicyVersion", Entry.policy(name));
    return foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), name);
          makeRoom(tables, policy, rotate);
          int number = policy.lastVersion() + 1;
          int inForce = setAsDefault ? number : policy.defaultVersion();
          PolicyVersionRow row =
              new PolicyVersionRow(
                  policy.accountId(), policy.name(), number, text, foundation.now());
          tables.policies().addVersion(row);
          PolicyRow changed =
              Policies.changed(policy, policy.description(), inForce, number, foundation.now());
          tables.policies().update(changed);
          return PolicyLookup.version(changed, row);
        });
  }

  private static boolean rotates(String strategy) throws Refusal {
    if (TextRule.absent(strategy) || strategy.equals("None")) {
      return false;
    }
    if (!strategy.equals(ROTATE)) {
      throw new Refusal(AccessError.INVALID_ROTATE_STRATEGY);
    }
    return true;
  }

  private static void makeRoom(Tables tables, PolicyRow policy, boolean rotate) throws Refusal {
    List<PolicyVersionRow> versions = tables.policies().versions(policy.accountId(), policy.name());
    if (versions.size() < AccessBounds.POLICY_VERSIONS_MAX) {
      return;
    }
    if (!rotate) {
      throw new Refusal(
          AccessError.LIMIT_EXCEEDED_POLICY_VERSION, AccessBounds.POLICY_VERSIONS_MAX);
    }
    versions.stream()
        .filter(row -> row.version() != policy.defaultVersion())
        .findFirst()
        .ifPresent(tables.policies()::removeVersion);
  }

  /**
   * Lists a policy's versions, oldest first.
   *
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist.Policy
   */
  public List<PolicyVersion> list(Caller caller, String policyType, String policyName)
      throws Refusal {
    PolicyType type = PolicyLookup.type(policyType);
    String name = AccessText.policyName(policyName);
    Entry.admit(foundation, caller, "ListPolicyVersions", PolicyLookup.resource(type, name));
    return foundation
        .catalog()
        .read(tables -> PolicyLookup.versions(tables, caller.accountId(), type, name));
  }

  /**
   * Shows a version.
   *
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist.Policy,
   *     EntityNotExist.Policy.Version
   */
  public PolicyVersion get(Caller caller, String policyType, String policyName, String versionId)
      throws Refusal {
    PolicyType type = PolicyLookup.type(policyType);
    String name = AccessText.policyName(policyName);
    int number = PolicyLookup.number(versionId);
    Entry.admit(foundation, caller, "GetPolicyVersion", PolicyLookup.resource(type, name));
    return foundation
        .catalog()
        .read(tables ->
            PolicyLookup.versions(tables, caller.accountId(), type, name).stream()
                .filter(version -> version.id().equals("v" + number))
                .findFirst()
                .orElseThrow(
                    () -> new Refusal(AccessError.ENTITY_NOT_EXIST_POLICY_VERSION, versionId)));
  }

  /**
   * Puts a version in force.
   *
   * @throws Refusal EntityNotExist.Policy, EntityNotExist.Policy.Version
   */
  public void setDefault(Caller caller, String policyName, String versionId) throws Refusal {
    String name = AccessText.policyName(policyName);
    int number = PolicyLookup.number(versionId);
    Entry.admit(foundation, caller, "SetDefaultPolicyVersion", Entry.policy(name));
    foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), name);
          find(tables, policy, number);
          tables
              .policies()
              .update(
                  Policies.changed(
                      policy,
                      policy.description(),
                      number,
                      policy.lastVersion(),
                      foundation.now()));
          return number;
        });
  }

  /**
   * Deletes a version that is not in force.
   *
   * @throws Refusal EntityNotExist.Policy, EntityNotExist.Policy.Version,
   *     DeleteConflict.Policy.Version.Default
   */
  public void delete(Caller caller, String policyName, String versionId) throws Refusal {
    String name = AccessText.policyName(policyName);
    int number = PolicyLookup.number(versionId);
    Entry.admit(foundation, caller, "DeletePolicyVersion", Entry.policy(name));
    foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), name);
          PolicyVersionRow version = find(tables, policy, number);
          if (number == policy.defaultVersion()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_POLICY_VERSION_DEFAULT, versionId);
          }
          tables.policies().removeVersion(version);
          return number;
        });
  }

  private static PolicyVersionRow find(Tables tables, PolicyRow policy, int number) throws Refusal {
    return tables.policies().versions(policy.accountId(), policy.name()).stream()
        .filter(row -> row.version() == number)
        .findFirst()
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_POLICY_VERSION, "v" + number));
  }
}
