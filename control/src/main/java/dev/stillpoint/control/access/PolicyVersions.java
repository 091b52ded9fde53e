package dev.stillpoint.control.access;

import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.PolicyActions.CreatePolicyVersion;
import dev.stillpoint.control.access.PolicyActions.DeletePolicyVersion;
import dev.stillpoint.control.access.PolicyActions.GetPolicyVersion;
import dev.stillpoint.control.access.PolicyActions.ListPolicyVersions;
import dev.stillpoint.control.access.PolicyActions.OneVersion;
import dev.stillpoint.control.access.PolicyActions.SetDefaultPolicyVersion;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.util.List;

/** The versions of the policies that an account wrote; one of each is in force. Thread-safe. */
final class PolicyVersions {
  private final Foundation foundation;

  PolicyVersions(Foundation foundation) {
    this.foundation = foundation;
  }

  OneVersion create(Caller caller, CreatePolicyVersion request) throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), request.policyName());
          makeRoom(tables, policy, request.rotates());
          int number = policy.lastVersion() + 1;
          int inForce = request.setAsDefault() ? number : policy.defaultVersion();
          PolicyVersionRow row =
              new PolicyVersionRow(
                  policy.accountId(),
                  policy.name(),
                  number,
                  request.policyDocument(),
                  foundation.now());
          tables.policies().addVersion(row);
          PolicyRow changed =
              Policies.changed(policy, policy.description(), inForce, number, foundation.now());
          tables.policies().update(changed);
          return new OneVersion(PolicyLookup.version(changed, row));
        });
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

  ListPolicyVersions.Answer list(Caller caller, ListPolicyVersions request) throws Refusal {
    PolicyType type = PolicyLookup.type(request.policyType());
    return new ListPolicyVersions.Answer(
        foundation
            .catalog()
            .read(tables ->
                PolicyLookup.versions(tables, caller.accountId(), type, request.policyName())));
  }

  OneVersion get(Caller caller, GetPolicyVersion request) throws Refusal {
    PolicyType type = PolicyLookup.type(request.policyType());
    int number = PolicyLookup.number(request.versionId());
    return foundation
        .catalog()
        .read(tables ->
            PolicyLookup.versions(tables, caller.accountId(), type, request.policyName()).stream()
                .filter(version -> version.versionId().equals("v" + number))
                .map(OneVersion::new)
                .findFirst()
                .orElseThrow(() ->
                    new Refusal(AccessError.ENTITY_NOT_EXIST_POLICY_VERSION, request.versionId())));
  }

  void setDefault(Caller caller, SetDefaultPolicyVersion request) throws Refusal {
    int number = PolicyLookup.number(request.versionId());
    foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), request.policyName());
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

  void delete(Caller caller, DeletePolicyVersion request) throws Refusal {
    int number = PolicyLookup.number(request.versionId());
    foundation
        .catalog()
        .write(tables -> {
          PolicyRow policy = PolicyLookup.custom(tables, caller.accountId(), request.policyName());
          PolicyVersionRow version = find(tables, policy, number);
          if (number == policy.defaultVersion()) {
            throw new Refusal(
                AccessError.DELETE_CONFLICT_POLICY_VERSION_DEFAULT, request.versionId());
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
