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
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
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

  void check(Caller caller, String action, List<Resource> resources, Circumstances circumstances)
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
    Optional<Refusal> refusal =
        catalog.read(tables -> judge(tables, caller, subject, whole, resources, circumstances));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private Optional<Refusal> judge(
      Tables tables,
      Caller caller,
      Subject subject,
      String action,
      List<Resource> resources,
      Circumstances circumstances) {
    List<PolicyDocument> identity = inForce(tables, caller.accountId(), subject.holderId());
    Optional<PolicyDocument> session = subject.sessionPolicy().map(Permissions::read);
    for (Resource resource : resources) {
      Optional<Arn> arn = arn(caller, action, resource);
      AccessRequest request =
          new AccessRequest(
              action,
              arn,
              new RequestKeys(tables, caller, resource, circumstances, clock.instant()));
      Verdict verdict = Verdict.on(request, identity, session);
      if (verdict != Verdict.ALLOWED) {
        return Optional.of(refusal(caller, request, verdict));
      }
    }
    return Optional.empty();
  }

  private static List<PolicyDocument> inForce(Tables tables, String accountId, String holderId) {
    List<PolicyDocument> policies = new ArrayList<>();
    for (AttachmentRow row : tables.policies().inForceFor(holderId)) {
      Optional<String> text =
          row.policyType() == PolicyType.SYSTEM
              ? SystemPolicy.named(row.policyName()).map(SystemPolicy::document)
              : tables.policies().document(accountId, row.policyName());
      text.map(Permissions::read).ifPresent(policies::add);
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
    String product = product(action);
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
}
