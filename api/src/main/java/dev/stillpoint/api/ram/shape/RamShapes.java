package dev.stillpoint.api.ram.shape;

import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments.Attached;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.PolicyVersion;
import dev.stillpoint.control.access.PolicyView;
import dev.stillpoint.control.access.Roles.Role;
import dev.stillpoint.control.access.UserGroups.Group;
import dev.stillpoint.control.access.UserView;

/**
 * The structures of this product. What was just made is shown without the date of its last change.
 */
public final class RamShapes {
  private static final String UPDATE_DATE = "UpdateDate";

  private RamShapes() {}

  /** A user that was just made. */
  public static Fields newUser(UserView user) {
    return new Fields()
        .text("UserId", user.userId())
        .text("UserName", user.userName())
        .text("DisplayName", user.displayName())
        .text("MobilePhone", user.mobilePhone())
        .text("Email", user.email())
        .text("Comments", user.comments())
        .text("CreateDate", Shapes.seconds(user.createDate()));
  }

  /** A user. */
  public static Fields user(UserView user) {
    return newUser(user).text(UPDATE_DATE, Shapes.seconds(user.updateDate()));
  }

  /** A group that was just made. */
  public static Fields newGroup(Group group) {
    return new Fields()
        .text("GroupId", group.id())
        .text("GroupName", group.name())
        .text("Comments", group.comments())
        .text("CreateDate", Shapes.seconds(group.createDate()));
  }

  /** A group. */
  public static Fields group(Group group) {
    return newGroup(group).text(UPDATE_DATE, Shapes.seconds(group.updateDate()));
  }

  /** A policy that was just made. */
  public static Fields newPolicy(PolicyView policy) {
    return new Fields()
        .text("PolicyName", policy.name())
        .text("PolicyType", policy.type())
        .text("Description", policy.description())
        .text("DefaultVersion", policy.defaultVersion())
        .text("CreateDate", Shapes.seconds(policy.createDate()));
  }

  /** A policy. */
  public static Fields policy(PolicyView policy) {
    return newPolicy(policy)
        .text(UPDATE_DATE, Shapes.seconds(policy.updateDate()))
        .whole("AttachmentCount", policy.attachmentCount());
  }

  /** A policy that somebody has. */
  public static Fields attached(Attached attached) {
    PolicyView policy = attached.policy();
    return new Fields()
        .text("PolicyName", policy.name())
        .text("PolicyType", policy.type())
        .text("Description", policy.description())
        .text("DefaultVersion", policy.defaultVersion())
        .text("AttachDate", Shapes.seconds(attached.attachDate()));
  }

  /** A version of a policy. */
  public static Fields version(PolicyVersion version) {
    return new Fields()
        .text("VersionId", version.id())
        .flag("IsDefaultVersion", version.inForce())
        .text("PolicyDocument", version.document())
        .text("CreateDate", Shapes.seconds(version.createDate()));
  }

  /** A role that was just made. */
  public static Fields newRole(Role role) {
    return plainRole(role).text("AssumeRolePolicyDocument", role.trustPolicy());
  }

  /** A role. */
  public static Fields role(Role role) {
    return newRole(role).text(UPDATE_DATE, Shapes.seconds(role.updateDate()));
  }

  /** A role in a list, which does not say who may take it on. */
  public static Fields roleInList(Role role) {
    return plainRole(role).text(UPDATE_DATE, Shapes.seconds(role.updateDate()));
  }

  private static Fields plainRole(Role role) {
    return new Fields()
        .text("RoleId", role.id())
        .text("RoleName", role.name())
        .text("Arn", role.arn())
        .text("Description", role.description())
        .whole("MaxSessionDuration", role.maxSessionSeconds())
        .text("CreateDate", Shapes.seconds(role.createDate()));
  }

  /** Adds where a list goes on, if it does. */
  public static Fields part(Fields fields, Chunked<?> chunk) {
    fields.flag("IsTruncated", chunk.truncated());
    if (chunk.truncated()) {
      fields.text("Marker", chunk.marker());
    }
    return fields;
  }
}
