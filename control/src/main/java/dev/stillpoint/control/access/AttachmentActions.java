package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.RAM;
import static dev.stillpoint.control.contract.Permission.on;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import java.time.Instant;
import java.util.List;

/** The actions that give permission policies to users, groups and roles. */
final class AttachmentActions {
  private AttachmentActions() {}

  static List<ActionRow<?, ?>> over(Foundation foundation) {
    Attachments given = new Attachments(foundation);
    return List.of(
        doing(RAM, AttachPolicyToUser.class, on((_, pair) -> pair.both()), given::attach),
        doing(RAM, AttachPolicyToGroup.class, on((_, pair) -> pair.both()), given::attach),
        doing(RAM, AttachPolicyToRole.class, on((_, pair) -> pair.both()), given::attach),
        doing(RAM, DetachPolicyFromUser.class, on((_, pair) -> pair.both()), given::detach),
        doing(RAM, DetachPolicyFromGroup.class, on((_, pair) -> pair.both()), given::detach),
        doing(RAM, DetachPolicyFromRole.class, on((_, pair) -> pair.both()), given::detach),
        answering(
            RAM,
            ListPoliciesForUser.class,
            on(Entry.USER, ListPoliciesForUser::userName),
            given::of),
        answering(
            RAM,
            ListPoliciesForGroup.class,
            on(Entry.GROUP, ListPoliciesForGroup::groupName),
            given::of),
        answering(
            RAM,
            ListPoliciesForRole.class,
            on(Entry.ROLE, ListPoliciesForRole::roleName),
            given::of),
        answering(
            RAM,
            ListEntitiesForPolicy.class,
            on((_, p) -> PolicyLookup.named(p.policyType(), p.policyName())),
            given::holders));
  }

  /** Whoever a policy can be given to. */
  interface Holding {
    Holder holder();

    String holderName();
  }

  /** A user. */
  interface OfUser extends Holding {
    String userName();

    @Override
    default Holder holder() {
      return Holder.USER;
    }

    @Override
    default String holderName() {
      return userName();
    }
  }

  /** A group. */
  interface OfGroup extends Holding {
    String groupName();

    @Override
    default Holder holder() {
      return Holder.GROUP;
    }

    @Override
    default String holderName() {
      return groupName();
    }
  }

  /** A role. */
  interface OfRole extends Holding {
    String roleName();

    @Override
    default Holder holder() {
      return Holder.ROLE;
    }

    @Override
    default String holderName() {
      return roleName();
    }
  }

  /** A policy, and whoever gets or loses it. */
  interface Pair extends Contract<Void>, Holding {
    String policyType();

    String policyName();

    @Override
    default Contract<Void> checked(Caller caller, Limits limits) throws Refusal {
      holder().check(holderName());
      PolicyLookup.type(policyType());
      AccessText.policyName(policyName());
      return this;
    }

    default List<Resource> both() {
      return List.of(
          holder().resource(holderName()),
          PolicyLookup.named(policyType(), policyName()).getFirst());
    }
  }

  record AttachPolicyToUser(String userName, String policyType, String policyName)
      implements Pair, OfUser {}

  record AttachPolicyToGroup(String groupName, String policyType, String policyName)
      implements Pair, OfGroup {}

  record AttachPolicyToRole(String roleName, String policyType, String policyName)
      implements Pair, OfRole {}

  record DetachPolicyFromUser(String userName, String policyType, String policyName)
      implements Pair, OfUser {}

  record DetachPolicyFromGroup(String groupName, String policyType, String policyName)
      implements Pair, OfGroup {}

  record DetachPolicyFromRole(String roleName, String policyType, String policyName)
      implements Pair, OfRole {}

  /** The policies of one of them; not those that a user has through its groups. */
  interface Given extends Contract<Given.Answer>, Holding {
    record Answer(@Each("Policy") List<Line> policies) {}

    record Line(@Inline PolicyView.Named policy, Instant attachDate) {}

    @Override
    default Contract<Answer> checked(Caller caller, Limits limits) throws Refusal {
      holder().check(holderName());
      return this;
    }
  }

  record ListPoliciesForUser(String userName) implements Given, OfUser {}

  record ListPoliciesForGroup(String groupName) implements Given, OfGroup {}

  record ListPoliciesForRole(String roleName) implements Given, OfRole {}

  /** Everybody who has a policy. */
  record ListEntitiesForPolicy(String policyType, String policyName)
      implements Contract<ListEntitiesForPolicy.Answer> {
    record Answer(
        @Each("User") List<User> users,
        @Each("Group") List<Group> groups,
        @Each("Role") List<Role> roles) {}

    record User(String userId, String userName, String displayName, Instant attachDate) {}

    record Group(String groupName, String comments, Instant attachDate) {}

    record Role(
        String roleId, String roleName, String arn, String description, Instant attachDate) {}

    @Override
    public ListEntitiesForPolicy checked(Caller caller, Limits limits) throws Refusal {
      PolicyLookup.type(policyType);
      AccessText.policyName(policyName);
      return this;
    }
  }
}
