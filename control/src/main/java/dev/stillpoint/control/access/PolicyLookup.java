package dev.stillpoint.control.access;

import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds policies by type and name, and reads what clients send of them. */
final class PolicyLookup {
  private static final Pattern VERSION = Pattern.compile("v([1-9]\\d{0,8})");

  private PolicyLookup() {}

  /** The type of that name; required. */
  static PolicyType type(String text) throws Refusal {
    return switch (TextRule.require(text, "PolicyType")) {
      case "System" -> PolicyType.SYSTEM;
      case "Custom" -> PolicyType.CUSTOM;
      default -> throw new Refusal(AccessError.INVALID_POLICY_TYPE);
    };
  }

  /** A policy as policies speak of it. */
  static List<Resource> named(String type, String name) {
    boolean system = PolicyView.typeName(PolicyType.SYSTEM).equals(type);
    return List.of(system ? Entry.systemPolicy(name) : Entry.policy(name));
  }

  static PolicyRow custom(Tables tables, String accountId, String name) throws Refusal {
    return tables
        .policies()
        .named(accountId, name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_POLICY, name));
  }

  static SystemPolicy system(String name) throws Refusal {
    return SystemPolicy.named(name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_POLICY, name));
  }

  static PolicyView.Changed view(Tables tables, String accountId, PolicyType type, String name)
      throws Refusal {
    return type == PolicyType.SYSTEM
        ? PolicyView.of(system(name))
        : PolicyView.of(custom(tables, accountId, name));
  }

  /** A policy's versions, oldest first. */
  static List<PolicyView.Version> versions(
      Tables tables, String accountId, PolicyType type, String name) throws Refusal {
    if (type == PolicyType.SYSTEM) {
      return List.of(
          new PolicyView.Version("v1", true, system(name).document(), SystemPolicy.SINCE));
    }
    PolicyRow policy = custom(tables, accountId, name);
    return tables.policies().versions(accountId, name).stream()
        .map(row -> version(policy, row))
        .toList();
  }

  static PolicyView.Version version(PolicyRow policy, PolicyVersionRow row) {
    return new PolicyView.Version(
        "v" + row.version(),
        row.version() == policy.defaultVersion(),
        row.document(),
        Instant.ofEpochMilli(row.createdAt()));
  }

  /** The number in a version such as {@code v1}. */
  static int number(String versionId) throws Refusal {
    Matcher matcher = VERSION.matcher(TextRule.require(versionId, "VersionId"));
    if (!matcher.matches()) {
      throw new Refusal(AccessError.INVALID_VERSION_ID_FORMAT, versionId);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** A document that can be read. */
  static String document(String text) throws Refusal {
    TextRule.require(text, "PolicyDocument");
    if (text.length() > PolicyDocument.CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_POLICY_DOCUMENT_LENGTH, PolicyDocument.CHARS_MAX);
    }
    try {
      PolicyDocument.checkNew(text);
      return text;
    } catch (MalformedDocument e) {
      throw new Refusal(e, AccessError.MALFORMED_POLICY_DOCUMENT, e.getMessage());
    }
  }
}
