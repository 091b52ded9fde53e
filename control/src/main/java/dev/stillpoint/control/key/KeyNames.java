package dev.stillpoint.control.key;

import dev.stillpoint.catalog.KeyAliasRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.contract.Permission;
import dev.stillpoint.control.fault.AccessDenial;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Resource;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** From what a client calls a key to its row, and back. */
final class KeyNames {
  static final String ALIAS = "alias/";

  /** What policies call a key, and an alias. */
  static final String KEY = "key";

  static final String ALIAS_TYPE = "alias";

  private static final String KEY_PATH = KEY + "/";
  private static final Pattern ALIAS_FORM = Pattern.compile("alias/[A-Za-z0-9_/-]{1,255}");
  private static final String RESERVED = "alias/acs";

  private final Foundation foundation;

  KeyNames(Foundation foundation) {
    this.foundation = foundation;
  }

  /** {@code acs:kms:REGION:ACCOUNT:key/ID}. */
  String arnOfKey(String accountId, String keyId) {
    return start(accountId) + KEY_PATH + keyId;
  }

  /** {@code acs:kms:REGION:ACCOUNT:alias/NAME}. */
  String arnOfAlias(String accountId, String alias) {
    return start(accountId) + alias;
  }

  private String start(String accountId) {
    return "acs:kms:" + foundation.geography().regionId() + ":" + accountId + ":";
  }

  /** What a permission is asked for: the same key, whether its identifier or its ARN was sent. */
  Resource resource(String accountId, String given) {
    return new Resource(KEY, local(accountId, given));
  }

  /** A permission on the key that a parameter names. */
  <C> Permission<C> on(Function<C, String> keyId) {
    return Permission.on(
        (caller, request) -> List.of(resource(caller.accountId(), keyId.apply(request))));
  }

  /** A name that a client may give and take: those of services are not to be changed. */
  static void checkOwnAlias(String alias) throws Refusal {
    if (!ALIAS_FORM.matcher(alias).matches()
        || alias.equals(RESERVED)
        || alias.startsWith(RESERVED + "/")) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "AliasName");
    }
  }

  /** An alias as policies speak of it. */
  static String bare(String alias) {
    return alias.substring(ALIAS.length());
  }

  /** As {@link #resource}, also by an alias: the key it names, or all keys when it names none. */
  Resource resourceOfAnyName(Tables tables, String accountId, String given) {
    String name = local(accountId, given);
    if (!name.startsWith(ALIAS)) {
      return new Resource(KEY, name);
    }
    return tables
        .keyAliases()
        .find(accountId, name)
        .map(alias -> new Resource(KEY, alias.keyId()))
        .orElse(Resource.every(KEY));
  }

  /** A denial tells a caller who sent an alias of that alias, not of the key behind it. */
  Refusal toldAs(String given, String accountId, Refusal refusal) {
    String name = local(accountId, given);
    if (refusal.denial().isEmpty() || !name.startsWith(ALIAS)) {
      return refusal;
    }
    AccessDenial told = refusal.denial().get().about(arnOfAlias(accountId, name));
    return new Refusal(told, refusal.code(), told.action(), told.resource());
  }

  /**
   * The key of that identifier.
   *
   * @throws Refusal Unsupported.Alias, Forbidden.KeyNotFound
   */
  MasterKeyRow byId(Tables tables, String accountId, String given) throws Refusal {
    String name = local(accountId, given);
    if (name.startsWith(ALIAS)) {
      throw new Refusal(KeyError.UNSUPPORTED_ALIAS, given);
    }
    return find(tables, accountId, name, given);
  }

  /**
   * The key of that identifier or alias.
   *
   * @throws Refusal Forbidden.AliasNotFound, Forbidden.KeyNotFound
   */
  MasterKeyRow byAnyName(Tables tables, String accountId, String given) throws Refusal {
    String name = local(accountId, given);
    if (!name.startsWith(ALIAS)) {
      return find(tables, accountId, name, given);
    }
    KeyAliasRow alias = alias(tables, accountId, name);
    return find(tables, accountId, alias.keyId(), given);
  }

  /**
   * An alias that exists.
   *
   * @throws Refusal Forbidden.AliasNotFound
   */
  static KeyAliasRow alias(Tables tables, String accountId, String alias) throws Refusal {
    return tables
        .keyAliases()
        .find(accountId, alias)
        .orElseThrow(() -> new Refusal(KeyError.FORBIDDEN_ALIAS_NOT_FOUND, alias));
  }

  private static MasterKeyRow find(Tables tables, String accountId, String keyId, String given)
      throws Refusal {
    return tables
        .masterKeys()
        .find(accountId, keyId)
        .orElseThrow(() -> new Refusal(KeyError.FORBIDDEN_KEY_NOT_FOUND, given));
  }

  /** Without what is the same for all keys of the account and region. */
  private String local(String accountId, String given) {
    if (!given.startsWith(start(accountId))) {
      return given;
    }
    String rest = given.substring(start(accountId).length());
    return rest.startsWith(KEY_PATH) ? rest.substring(KEY_PATH.length()) : rest;
  }
}
