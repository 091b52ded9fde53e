package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.PolicyActions.CreatePolicy;
import dev.stillpoint.control.access.PolicyActions.DeletePolicy;
import dev.stillpoint.control.access.PolicyActions.GetPolicy;
import dev.stillpoint.control.access.PolicyActions.ListPolicies;
import dev.stillpoint.control.access.PolicyActions.UpdatePolicyDescription;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Permission policies: those that are always there, and those that an account writes. Thread-safe.
 */
final class Policies {
  private static final String SYSTEM_PLACE = "1/";
  private static final String CUSTOM_PLACE = "2/";

  private final Foundation foundation;

  Policies(Foundation foundation) {
    this.foundation = foundation;
  }

  CreatePolicy.Answer create(Caller caller, CreatePolicy request) throws Refusal {
    String name = request.policyName();
    long now = foundation.now();
    PolicyRow row = new PolicyRow(caller.accountId(), name, request.description(), 1, 1, now, now);
    return foundation
        .catalog()
        .write(tables -> {
          boolean taken =
              tables.policies().named(caller.accountId(), name).isPresent()
                  || SystemPolicy.named(name).isPresent();
          if (taken) {
            throw new Refusal(AccessError.ENTITY_ALREADY_EXISTS_POLICY, name);
          }
          if (tables.policies().count(caller.accountId()) >= AccessBounds.POLICIES_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_POLICY, AccessBounds.POLICIES_MAX);
          }
          tables.policies().add(row);
          tables
              .policies()
              .addVersion(
                  new PolicyVersionRow(caller.accountId(), name, 1, request.policyDocument(), now));
          return new CreatePolicy.Answer(PolicyView.of(row).policy());
        });
  }

  GetPolicy.Answer get(Caller caller, GetPolicy request) throws Refusal {
    PolicyType type = PolicyLookup.type(request.policyType());
    String name = request.policyName();
    return foundation
        .catalog()
        .read(tables -> {
          String accountId = caller.accountId();
          PolicyView.Version inForce =
              PolicyLookup.versions(tables, accountId, type, name).stream()
                  .filter(PolicyView.Version::isDefaultVersion)
                  .findFirst()
                  .orElseThrow();
          PolicyView.Counted policy =
              counted(tables, accountId, type, PolicyLookup.view(tables, accountId, type, name));
          return new GetPolicy.Answer(
              new GetPolicy.Text(policy, inForce.policyDocument()), inForce);
        });
  }

  private static PolicyView.Counted counted(
      Tables tables, String accountId, PolicyType type, PolicyView.Changed view) {
    String name = view.policy().named().policyName();
    return new PolicyView.Counted(
        view, tables.policies().attachmentsOf(accountId, type, name).size());
  }

  UpdatePolicyDescription.Answer describe(Caller caller, UpdatePolicyDescription request)
      throws Refusal {
    String name = request.policyName();
    return foundation
        .catalog()
        .write(tables -> {
          PolicyRow old = PolicyLookup.custom(tables, caller.accountId(), name);
          tables
              .policies()
              .update(
                  changed(
                      old,
                      request.newDescription(),
                      old.defaultVersion(),
                      old.lastVersion(),
                      foundation.now()));
          return new UpdatePolicyDescription.Answer(
              PolicyLookup.view(tables, caller.accountId(), PolicyType.CUSTOM, name));
        });
  }

  void delete(Caller caller, DeletePolicy request) throws Refusal {
    String name = request.policyName();
    String accountId = caller.accountId();
    foundation
        .catalog()
        .write(tables -> {
          PolicyLookup.custom(tables, accountId, name);
          List<AttachmentRow> attached =
              tables.policies().attachmentsOf(accountId, PolicyType.CUSTOM, name);
          if (!attached.isEmpty()) {
            throw switch (attached.getFirst().holderKind()) {
              case USER -> new Refusal(AccessError.DELETE_CONFLICT_POLICY_USER, name);
              case GROUP -> new Refusal(AccessError.DELETE_CONFLICT_POLICY_GROUP, name);
              case ROLE -> new Refusal(AccessError.DELETE_CONFLICT_POLICY_ROLE, name);
            };
          }
          if (tables.policies().versions(accountId, name).size() > 1) {
            throw new Refusal(AccessError.DELETE_CONFLICT_POLICY_VERSION, name);
          }
          tables.policies().remove(accountId, name);
          return name;
        });
  }

  ListPolicies.Answer list(Caller caller, ListPolicies request) throws Refusal {
    PolicyType only = request.policyType() == null ? null : PolicyLookup.type(request.policyType());
    Chunk chunk = request.from().chunk();
    Chunked<PolicyView.Counted> part =
        foundation
            .catalog()
            .read(tables -> {
              List<PolicyView.Counted> found = new ArrayList<>();
              if (only != PolicyType.CUSTOM) {
                found.addAll(systemPolicies(tables, caller.accountId(), chunk));
              }
              if (only != PolicyType.SYSTEM) {
                found.addAll(customPolicies(tables, caller.accountId(), chunk));
              }
              List<PolicyView.Counted> enough =
                  found.subList(0, Math.min(found.size(), chunk.limit()));
              return chunk.answer(enough, Policies::place, view -> view);
            });
    return new ListPolicies.Answer(part.items(), part.part());
  }

  private static List<PolicyView.Counted> systemPolicies(
      Tables tables, String accountId, Chunk chunk) {
    return Arrays.stream(SystemPolicy.values())
        .sorted(Comparator.comparing(SystemPolicy::policyName))
        .filter(policy -> (SYSTEM_PLACE + policy.policyName()).compareTo(chunk.after()) > 0)
        .map(policy -> counted(tables, accountId, PolicyType.SYSTEM, PolicyView.of(policy)))
        .toList();
  }

  private static List<PolicyView.Counted> customPolicies(
      Tables tables, String accountId, Chunk chunk) {
    String after =
        chunk.after().startsWith(CUSTOM_PLACE)
            ? chunk.after().substring(CUSTOM_PLACE.length())
            : "";
    return tables.policies().list(accountId, after, chunk.limit()).stream()
        .map(row -> counted(tables, accountId, PolicyType.CUSTOM, PolicyView.of(row)))
        .toList();
  }

  private static String place(PolicyView.Counted view) {
    boolean system = view.named().policyType().equals(PolicyView.typeName(PolicyType.SYSTEM));
    return (system ? SYSTEM_PLACE : CUSTOM_PLACE) + view.named().policyName();
  }

  static PolicyRow changed(PolicyRow old, String description, int inForce, int last, long now) {
    return new PolicyRow(
        old.accountId(), old.name(), description, inForce, last, old.createdAt(), now);
  }
}
