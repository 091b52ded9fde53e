package dev.stillpoint.control.key;

import dev.stillpoint.catalog.KeyAliasRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;
import java.util.regex.Pattern;

/** CreateAlias, UpdateAlias, DeleteAlias, ListAliases, ListAliasesByKeyId. */
final class KeyAliases {
  private static final int ALIASES_MAX = 100;
  private static final int RESULTS_MAX = 100;
  private static final Pattern FORM = Pattern.compile("alias/[A-Za-z0-9_/-]{1,255}");
  private static final String RESERVED = "alias/acs";

  private final Foundation foundation;
  private final KeyNames names;

  KeyAliases(Foundation foundation, KeyNames names) {
    this.foundation = foundation;
    this.names = names;
  }

  void create(Caller caller, String alias, String keyId) throws Refusal {
    checkOwn(alias);
    admit(caller, "kms:CreateAlias", alias, TextRule.require(keyId, "KeyId"));
    foundation
        .catalog()
        .write(tables -> {
          MasterKeyRow key = names.byId(tables, caller.accountId(), keyId);
          if (key.state() == MasterKeyState.PENDING_DELETION) {
            throw new Refusal(
                KeyError.REJECTED_STATE_MODIFIED_FAILED, keyId, KeyStates.wire(key.state()));
          }
          if (tables.keyAliases().find(caller.accountId(), alias).isPresent()) {
            throw new Refusal(KeyError.ALIAS_ALREADY_EXISTS, alias);
          }
          checkRoom(tables, key.keyId());
          KeyAliasRow row =
              new KeyAliasRow(caller.accountId(), alias, key.keyId(), foundation.now());
          tables.keyAliases().add(row);
          return row;
        });
  }

  void update(Caller caller, String alias, String keyId) throws Refusal {
    checkOwn(alias);
    admit(caller, "kms:UpdateAlias", alias, TextRule.require(keyId, "KeyId"));
    foundation
        .catalog()
        .write(tables -> {
          KeyAliasRow row = KeyNames.alias(tables, caller.accountId(), alias);
          MasterKeyRow key = names.byId(tables, caller.accountId(), keyId);
          if (key.state() == MasterKeyState.PENDING_DELETION) {
            throw new Refusal(KeyError.REJECTED_PENDING_DELETION, keyId);
          }
          if (!row.keyId().equals(key.keyId())) {
            checkRoom(tables, key.keyId());
            tables.keyAliases().setKey(caller.accountId(), alias, key.keyId());
          }
          return row;
        });
  }

  private static void checkRoom(Tables tables, String keyId) throws Refusal {
    if (tables.keyAliases().countOf(keyId) >= ALIASES_MAX) {
      throw new Refusal(KeyError.REJECTED_LIMIT_EXCEEDED, ALIASES_MAX);
    }
  }

  void delete(Caller caller, String alias) throws Refusal {
    checkOwn(alias);
    foundation.admission().admit(caller, "kms:DeleteAlias", null, List.of(aliasResource(alias)));
    foundation
        .catalog()
        .write(tables -> {
          KeyAliasRow row = KeyNames.alias(tables, caller.accountId(), alias);
          tables.keyAliases().remove(caller.accountId(), alias);
          return row;
        });
  }

  /** A client's own; those of services are not to be changed. */
  private static void checkOwn(String alias) throws Refusal {
    TextRule.require(alias, "AliasName");
    if (!FORM.matcher(alias).matches()
        || alias.equals(RESERVED)
        || alias.startsWith(RESERVED + "/")) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "AliasName");
    }
  }

  private void admit(Caller caller, String action, String alias, String keyId) throws Refusal {
    admit(caller, action, names.resource(caller.accountId(), keyId), aliasResource(alias));
  }

  private void admit(Caller caller, String action, Resource... named) throws Refusal {
    foundation.admission().admit(caller, action, null, List.of(named));
  }

  private static Resource aliasResource(String alias) {
    return new Resource("alias", alias.substring(KeyNames.ALIAS.length()));
  }

  Listing<KeyAliasView> list(Caller caller, Paging paging) throws Refusal {
    Pages pages = Pages.of(paging, 1, RESULTS_MAX);
    foundation.admission().admit(caller, "kms:ListAliases", null, List.of(Resource.every("alias")));
    return foundation.catalog().read(tables -> listing(tables, caller, null, pages));
  }

  Listing<KeyAliasView> listOf(Caller caller, String key, Paging paging) throws Refusal {
    TextRule.require(key, "KeyId");
    Pages pages = Pages.of(paging, 1, RESULTS_MAX);
    admit(caller, "kms:ListAliasesByKeyId", names.resource(caller.accountId(), key));
    return foundation
        .catalog()
        .read(tables ->
            listing(tables, caller, names.byId(tables, caller.accountId(), key).keyId(), pages));
  }

  private Listing<KeyAliasView> listing(Tables tables, Caller caller, String keyId, Pages pages) {
    Slice<KeyAliasRow> slice = tables.keyAliases().list(caller.accountId(), keyId, pages.part());
    return pages.listing(
        slice,
        slice.rows().stream()
            .map(row ->
                new KeyAliasView(
                    row.alias(), names.arnOfAlias(row.accountId(), row.alias()), row.keyId()))
            .toList(),
        row -> new Position(row.createdAt(), row.alias()));
  }
}
