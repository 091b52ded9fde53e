package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.RAM;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** The actions on permission policies and their versions. */
final class PolicyActions {
  private PolicyActions() {}

  static List<ActionRow<?, ?>> over(Foundation foundation) {
    Policies policies = new Policies(foundation);
    PolicyVersions versions = new PolicyVersions(foundation);
    return List.of(
        answering(RAM, CreatePolicy.class, onEvery(Entry.POLICY), policies::create),
        answering(
            RAM,
            GetPolicy.class,
            on((_, p) -> PolicyLookup.named(p.policyType(), p.policyName())),
            policies::get),
        answering(
            RAM,
            UpdatePolicyDescription.class,
            on(Entry.POLICY, UpdatePolicyDescription::policyName),
            policies::describe),
        doing(
            RAM, DeletePolicy.class, on(Entry.POLICY, DeletePolicy::policyName), policies::delete),
        answering(RAM, ListPolicies.class, onEvery(Entry.POLICY), policies::list),
        answering(
            RAM,
            CreatePolicyVersion.class,
            on(Entry.POLICY, CreatePolicyVersion::policyName),
            versions::create),
        answering(
            RAM,
            GetPolicyVersion.class,
            on((_, p) -> PolicyLookup.named(p.policyType(), p.policyName())),
            versions::get),
        answering(
            RAM,
            ListPolicyVersions.class,
            on((_, p) -> PolicyLookup.named(p.policyType(), p.policyName())),
            versions::list),
        doing(
            RAM,
            SetDefaultPolicyVersion.class,
            on(Entry.POLICY, SetDefaultPolicyVersion::policyName),
            versions::setDefault),
        doing(
            RAM,
            DeletePolicyVersion.class,
            on(Entry.POLICY, DeletePolicyVersion::policyName),
            versions::delete));
  }

  /** Writes a policy; its first version is in force. */
  record CreatePolicy(String policyName, String policyDocument, String description)
      implements Contract<CreatePolicy.Answer> {
    record Answer(PolicyView policy) {}

    @Override
    public CreatePolicy checked(Caller caller, Limits limits) throws Refusal {
      return new CreatePolicy(
          AccessText.policyName(policyName),
          PolicyLookup.document(policyDocument),
          AccessText.description(description));
    }
  }

  /** Shows a policy with the version in force. */
  record GetPolicy(String policyType, String policyName) implements Contract<GetPolicy.Answer> {
    record Answer(Text policy, PolicyView.Version defaultPolicyVersion) {}

    record Text(@Inline PolicyView.Counted policy, String policyDocument) {}

    @Override
    public GetPolicy checked(Caller caller, Limits limits) throws Refusal {
      PolicyLookup.type(policyType);
      AccessText.policyName(policyName);
      return this;
    }
  }

  /** Changes what a policy is described by. */
  record UpdatePolicyDescription(String policyName, String newDescription)
      implements Contract<UpdatePolicyDescription.Answer> {
    record Answer(PolicyView.Changed policy) {}

    @Override
    public UpdatePolicyDescription checked(Caller caller, Limits limits) throws Refusal {
      AccessText.policyName(policyName);
      AccessText.description(TextRule.require(newDescription, "NewDescription"));
      return this;
    }
  }

  /** Deletes a policy that is attached to nothing and has its default version only. */
  record DeletePolicy(String policyName) implements Contract<Void> {
    @Override
    public DeletePolicy checked(Caller caller, Limits limits) throws Refusal {
      AccessText.policyName(policyName);
      return this;
    }
  }

  /** The ones that are always there first, each kind in the order of names; null for both kinds. */
  record ListPolicies(String policyType, @Inline Marked from)
      implements Contract<ListPolicies.Answer> {
    record Answer(@Each("Policy") List<PolicyView.Counted> policies, @Inline Chunked.Part part) {}

    @Override
    public ListPolicies checked(Caller caller, Limits limits) throws Refusal {
      if (policyType != null) {
        PolicyLookup.type(policyType);
      }
      from.chunk();
      return this;
    }
  }

  /** Adds a version; the oldest goes when there are too many and the strategy says so. */
  record CreatePolicyVersion(
      String policyName, String policyDocument, boolean setAsDefault, String rotateStrategy)
      implements Contract<OneVersion> {
    private static final String ROTATE = "DeleteOldestNonDefaultVersionWhenLimitExceeded";

    @Override
    public CreatePolicyVersion checked(Caller caller, Limits limits) throws Refusal {
      AccessText.policyName(policyName);
      PolicyLookup.document(policyDocument);
      if (rotateStrategy != null && !rotateStrategy.equals("None") && !rotates()) {
        throw new Refusal(AccessError.INVALID_ROTATE_STRATEGY);
      }
      return this;
    }

    boolean rotates() {
      return ROTATE.equals(rotateStrategy);
    }
  }

  /** A version. */
  record OneVersion(PolicyView.Version policyVersion) {}

  /** Shows a version. */
  record GetPolicyVersion(String policyType, String policyName, String versionId)
      implements Contract<OneVersion> {
    @Override
    public GetPolicyVersion checked(Caller caller, Limits limits) throws Refusal {
      PolicyLookup.type(policyType);
      AccessText.policyName(policyName);
      PolicyLookup.number(versionId);
      return this;
    }
  }

  /** Oldest first. */
  record ListPolicyVersions(String policyType, String policyName)
      implements Contract<ListPolicyVersions.Answer> {
    record Answer(@Each("PolicyVersion") List<PolicyView.Version> policyVersions) {}

    @Override
    public ListPolicyVersions checked(Caller caller, Limits limits) throws Refusal {
      PolicyLookup.type(policyType);
      AccessText.policyName(policyName);
      return this;
    }
  }

  /** A version of a policy that the account wrote. */
  sealed interface OwnVersion extends Contract<Void> {
    String policyName();

    String versionId();

    @Override
    default Contract<Void> checked(Caller caller, Limits limits) throws Refusal {
      AccessText.policyName(policyName());
      PolicyLookup.number(versionId());
      return this;
    }
  }

  /** Puts a version in force. */
  record SetDefaultPolicyVersion(String policyName, String versionId) implements OwnVersion {}

  /** Deletes a version that is not in force. */
  record DeletePolicyVersion(String policyName, String versionId) implements OwnVersion {}
}
