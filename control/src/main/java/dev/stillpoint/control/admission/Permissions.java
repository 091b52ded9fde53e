package dev.stillpoint.control.admission;

import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.Identity;
import dev.stillpoint.control.access.SystemPolicy;
import dev.stillpoint.control.access.language.AccessRequest;
import dev.stillpoint.control.access.language.Arn;
import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.access.language.Verdict;
import dev.stillpoint.control.fault.AccessDenial;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Mention;
import dev.stillpoint.control.request.Principal;
import dev.stillpoint.control.request.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a caller may do what it asks. An account's root may do everything and costs nothing; of a
 * user or a session the policies in force are read, and every resource must be permitted.
 * Thread-safe.
 */
final class Permissions {
  private static final String DEFAULT_PRODUCT = "ecs";
  private static final String EVERY = "*";

  /** Nothing has a longer name; one that is longer is denied, and no pattern is laid on it. */
  private static final int ID_CHARS_MAX = 256;

  /** More than any action takes. */
  private static final int NAMED_MAX = 300;

  /** Products that know no regions. The tokens' product has no resources but the roles. */
  private static final Set<String> WITHOUT_REGIONS = Set.of("ram", "sts", "resourcemanager");

  /** Products whose clients know another code. */
  private static final Set<String> SAY_NO_PERMISSION = Set.of("ram", "sts");

  private final Catalog catalog;
  private final String regionId;
  private final InstantSource clock;

  Permissions(Catalog catalog, String regionId, InstantSource clock) {
    this.catalog = catalog;
    this.regionId = regionId;
    this.clock = clock;
  }

  /**
   * Judges everything that a request names. The catalog is read before and, for what conditions
   * ask, in between; no reader is held while policies are judged.
   *
   * @param resources each must be permitted
   * @param mentions none may be denied
   */
  void check(
      Caller caller,
      String action,
      List<Resource> resources,
      List<Mention> mentions,
      Circumstances circumstances)
      throws Refusal {
    Subject subject;
    switch (caller.principal()) {
      case Principal.Root _ -> {
        return;
      }
      case Principal.User user -> subject = new Subject(user.userId(), Optional.empty());
      case Principal.RoleSession session ->
          subject = new Subject(session.roleId(), Optional.ofNullable(session.sessionPolicy()));
    }
    String whole = action.indexOf(':') < 0 ? DEFAULT_PRODUCT + ":" + action : action;
    if (resources.size() + mentions.size() > NAMED_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "list");
    }
    List<String> texts =
        catalog.read(tables -> inForce(tables, caller.accountId(), subject.holderId()));
    Court court =
        new Court(
            texts.stream().map(Permissions::read).toList(),
            subject.sessionPolicy().map(Permissions::read),
            caller,
            circumstances);
    for (Resource resource : resources) {
      court.judge(whole, resource, Verdict::on);
    }
    for (Mention mention : mentions) {
      court.judge(whole, mention.resource(), Verdict::onMention);
      if (!mention.use().isEmpty()) {
        court.judge(mention.use(), mention.resource(), Verdict::onMention);
      }
    }
  }

  private static List<String> inForce(Tables tables, String accountId, String holderId) {
    List<String> policies = new ArrayList<>();
    for (AttachmentRow row : tables.policies().inForceFor(holderId)) {
      Optional<String> text =
          row.policyType() == PolicyType.SYSTEM
              ? SystemPolicy.named(row.policyName()).map(SystemPolicy::document)
              : tables.policies().document(accountId, row.policyName());
      text.ifPresent(policies::add);
    }
    return policies;
  }

  private static PolicyDocument read(String text) {
    try {
      return PolicyDocument.read(text);
    } catch (MalformedDocument e) {
      throw new IllegalStateException("the catalog keeps only policies that were read once", e);
    }
  }

  private Optional<Arn> arn(Caller caller, String action, Resource resource) {
    if (resource.type().equals(EVERY)) {
      return Optional.empty();
    }
    String product = resource.product().isEmpty() ? product(action) : resource.product();
    return Optional.of(
        new Arn(
            product.equals("sts") ? "ram" : product,
            WITHOUT_REGIONS.contains(product) ? "" : regionId,
            resource.owner().isEmpty() ? caller.accountId() : resource.owner(),
            resource.type() + "/" + resource.id()));
  }

  private static Refusal refusal(Caller caller, AccessRequest request, Verdict verdict) {
    String resource = request.resource().map(Arn::toString).orElse(EVERY);
    AccessDenial denial =
        new AccessDenial(
            request.action(),
            Identity.type(caller),
            caller.accountId(),
            Identity.displayName(caller),
            verdict.noPermissionType(),
            verdict.policyType(),
            resource);
    AccessError code =
        SAY_NO_PERMISSION.contains(product(request.action()))
            ? AccessError.NO_PERMISSION
            : AccessError.FORBIDDEN_RAM;
    return new Refusal(denial, code, request.action(), resource);
  }

  private static String product(String action) {
    return action.substring(0, action.indexOf(':'));
  }

  /**
   * Who is judged.
   *
   * @param holderId what the policies are attached to
   * @param sessionPolicy what narrows them
   */
  private record Subject(String holderId, Optional<String> sessionPolicy) {}

  /** How a request about one resource is judged. */
  private interface Judgement {
    Verdict on(
        AccessRequest request, List<PolicyDocument> identity, Optional<PolicyDocument> session);
  }

  /** The policies that judge one call. */
  private final class Court {
    private final List<PolicyDocument> identity;
    private final Optional<PolicyDocument> session;
    private final Caller caller;
    private final Circumstances circumstances;

    Court(
        List<PolicyDocument> identity,
        Optional<PolicyDocument> session,
        Caller caller,
        Circumstances circumstances) {
      this.identity = identity;
      this.session = session;
      this.caller = caller;
      this.circumstances = circumstances;
    }

    void judge(String action, Resource resource, Judgement judgement) throws Refusal {
      boolean tooLong = resource.id().length() > ID_CHARS_MAX;
      Resource named = tooLong ? new Resource(resource.type(), EVERY) : resource;
      AccessRequest request =
          new AccessRequest(
              action,
              arn(caller, action, named),
              new RequestKeys(catalog, caller, named, circumstances, clock.instant()));
      Verdict verdict = tooLong ? Verdict.NOT_ALLOWED : judgement.on(request, identity, session);
      if (verdict != Verdict.ALLOWED) {
        throw refusal(caller, request, verdict);
      }
    }
  }
}
