package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Permission policies: those that are always there, and those that an account writes. Thread-safe.
 */
public final class Policies {
  private static final String ALL = "*";
  private static final String SYSTEM_PLACE = "1/";
  private static final String CUSTOM_PLACE = "2/";

  private final Foundation foundation;

  Policies(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Writes a policy; its first version is in force.
   *
   * @param description may be null
   * @throws Refusal MalformedPolicyDocument, EntityAlreadyExists.Policy, LimitExceeded.Policy
   */
  public PolicyView create(Caller caller, String policyName, String document, String description)
      throws Refusal {
    String name = AccessText.policyName(policyName);
    String text = PolicyLookup.document(document);
    String about = description(description);
    Entry.admit(foundation, caller, "CreatePolicy", Entry.policy(ALL));
    long now = foundation.now();
    PolicyRow row = new PolicyRow(caller.accountId(), name, about, 1, 1, now, now);
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
              .addVersion(new PolicyVersionRow(caller.accountId(), name, 1, text, now));
          return PolicyView.of(row, 0);
        });
  }

  /**
   * Shows a policy with the version in force.
   *
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist.Policy
   */
  public Shown get(Caller caller, String policyType, String policyName) throws Refusal {
    PolicyType type = PolicyLookup.type(policyType);
    String name = AccessText.policyName(policyName);
    Entry.admit(foundation, caller, "GetPolicy", PolicyLookup.resource(type, name));
    return foundation
        .catalog()
        .read(tables -> {
          String accountId = caller.accountId();
          PolicyVersion inForce =
              PolicyLookup.versions(tables, accountId, type, name).stream()
                  .filter(PolicyVersion::inForce)
                  .findFirst()
                  .orElseThrow();
          return new Shown(PolicyLookup.view(tables, accountId, type, name), inForce);
        });
  }

  /**
   * Changes what a policy is described by.
   *
   * @throws Refusal EntityNotExist.Policy
   */
  public PolicyView describe(Caller caller, String policyName, String newDescription)
      throws Refusal {
    String name = AccessText.policyName(policyName);
    String about = description(TextRule.require(newDescription, "NewDescription"));
    Entry.admit(foundation, caller, "UpdatePolicyDescription", Entry.policy(name));
    return foundation
        .catalog()
        .write(tables -> {
          PolicyRow old = PolicyLookup.custom(tables, caller.accountId(), name);
          tables
              .policies()
              .update(
                  changed(old, about, old.defaultVersion(), old.lastVersion(), foundation.now()));
          return PolicyLookup.view(tables, caller.accountId(), PolicyType.CUSTOM, name);
        });
  }

  /**
   * Deletes a policy that is attached to nothing and has its default version only.
   *
   * @throws Refusal EntityNotExist.Policy, DeleteConflict.Policy.User, DeleteConflict.Policy.Group,
   *     DeleteConflict.Policy.Role, DeleteConflict.Policy.Version
   */
  public void delete(Caller caller, String policyName) throws Refusal {
    String name = AccessText.policyName(policyName);
    Entry.admit(foundation, caller, "DeletePolicy", Entry.policy(name));
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

  /**
   * Lists policies, the ones that are always there first, each kind in the order of names.
   *
   * @param policyType null for both kinds
   */
  public Chunked<PolicyView> list(Caller caller, String policyType, String marker, Integer maxItems)
      throws Refusal {
    boolean both = TextRule.absent(policyType);
    PolicyType only = both ? null : PolicyLookup.type(policyType);
    Chunk chunk = Chunk.of(marker, maxItems);
    Entry.admit(foundation, caller, "ListPolicies", Entry.policy(ALL));
    return foundation
        .catalog()
        .read(tables -> {
          List<PolicyView> found = new ArrayList<>();
          if (only != PolicyType.CUSTOM) {
            found.addAll(systemPolicies(tables, caller.accountId(), chunk));
          }
          if (only != PolicyType.SYSTEM) {
            found.addAll(customPolicies(tables, caller.accountId(), chunk));
          }
          List<PolicyView> enough = found.subList(0, Math.min(found.size(), chunk.limit()));
          return chunk.answer(enough, Policies::place, view -> view);
        });
  }

  private static List<PolicyView> systemPolicies(Tables tables, String accountId, Chunk chunk) {
    return Arrays.stream(SystemPolicy.values())
        .sorted(Comparator.comparing(SystemPolicy::policyName))
        .filter(policy -> (SYSTEM_PLACE + policy.policyName()).compareTo(chunk.after()) > 0)
        .map(policy ->
            PolicyView.of(
                policy,
                tables
                    .policies()
                    .attachmentsOf(accountId, PolicyType.SYSTEM, policy.policyName())
                    .size()))
        .toList();
  }

  private static List<PolicyView> customPolicies(Tables tables, String accountId, Chunk chunk) {
    String after =
        chunk.after().startsWith(CUSTOM_PLACE)
            ? chunk.after().substring(CUSTOM_PLACE.length())
            : "";
    return tables.policies().list(accountId, after, chunk.limit()).stream()
        .map(row ->
            PolicyView.of(
                row,
                tables.policies().attachmentsOf(accountId, PolicyType.CUSTOM, row.name()).size()))
        .toList();
  }

  private static String place(PolicyView view) {
    boolean system = view.type().equals(PolicyView.typeName(PolicyType.SYSTEM));
    return (system ? SYSTEM_PLACE : CUSTOM_PLACE) + view.name();
  }

  static PolicyRow changed(PolicyRow old, String description, int inForce, int last, long now) {
    return new PolicyRow(
        old.accountId(), old.name(), description, inForce, last, old.createdAt(), now);
  }

  private static String description(String text) throws Refusal {
    return AccessText.atMost(
        text, AccessText.DESCRIPTION_CHARS_MAX, AccessError.INVALID_DESCRIPTION_LENGTH);
  }

  /** A policy and its version in force. */
  public record Shown(PolicyView policy, PolicyVersion inForce) {}
}
