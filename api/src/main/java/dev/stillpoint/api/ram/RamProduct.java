package dev.stillpoint.api.ram;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.ram.attachment.AttachmentActions;
import dev.stillpoint.api.ram.group.UserGroupActions;
import dev.stillpoint.api.ram.policy.PolicyActions;
import dev.stillpoint.api.ram.role.RoleActions;
import dev.stillpoint.api.ram.user.UserActions;
import dev.stillpoint.control.access.Access;
import java.util.List;
import java.util.stream.Stream;

/** The table of this product's actions. */
public final class RamProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2015-05-01";

  private RamProduct() {}

  /** All actions over the doors of the control room. */
  public static Product over(Access access) {
    return new Product(
        VERSION,
        Stream.<List<Action>>of(
                UserActions.over(access.users(), access.userKeys()),
                UserGroupActions.over(access.userGroups()),
                PolicyActions.over(access.policies(), access.policyVersions()),
                AttachmentActions.over(access.attachments()),
                RoleActions.over(access.roles()))
            .flatMap(List::stream)
            .toList());
  }
}
