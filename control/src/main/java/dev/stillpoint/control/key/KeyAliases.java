package dev.stillpoint.control.key;

import dev.stillpoint.catalog.KeyAliasRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.key.KeyActions.AliasOfKey;
import dev.stillpoint.control.key.KeyActions.Aliases;
import dev.stillpoint.control.key.KeyActions.CreateAlias;
import dev.stillpoint.control.key.KeyActions.DeleteAlias;
import dev.stillpoint.control.key.KeyActions.ListAliases;
import dev.stillpoint.control.key.KeyActions.ListAliasesByKeyId;
import dev.stillpoint.control.key.KeyActions.UpdateAlias;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.PageShown;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import java.util.List;

/** CreateAlias, UpdateAlias, DeleteAlias, ListAliases, ListAliasesByKeyId. */
final class KeyAliases {
  private static final int ALIASES_MAX = 100;

  private final Foundation foundation;
  private final KeyNames names;

  KeyAliases(Foundation foundation, KeyNames names) {
    this.foundation = foundation;
    this.names = names;
  }

  /** Both that the request names. */
  List<Resource> named(Caller caller, AliasOfKey request) {
    return List.of(
        names.resource(caller.accountId(), request.keyId()),
        new Resource(KeyNames.ALIAS_TYPE, KeyNames.bare(request.aliasName())));
  }

  void create(Caller caller, CreateAlias request) throws Refusal {
    String alias = request.aliasName();
    String keyId = request.keyId();
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

  void update(Caller caller, UpdateAlias request) throws Refusal {
    String alias = request.aliasName();
    String keyId = request.keyId();
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

  void delete(Caller caller, DeleteAlias request) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          KeyAliasRow row = KeyNames.alias(tables, caller.accountId(), request.aliasName());
          tables.keyAliases().remove(caller.accountId(), row.alias());
          return row;
        });
  }

  Aliases list(Caller caller, ListAliases request) throws Refusal {
    Pages pages = KeyActions.pages(request.paging());
    return foundation.catalog().read(tables -> part(tables, caller, null, pages));
  }

  Aliases listOf(Caller caller, ListAliasesByKeyId request) throws Refusal {
    Pages pages = KeyActions.pages(request.paging());
    return foundation
        .catalog()
        .read(tables -> {
          MasterKeyRow key = names.byId(tables, caller.accountId(), request.keyId());
          return part(tables, caller, key.keyId(), pages);
        });
  }

  private Aliases part(Tables tables, Caller caller, String keyId, Pages pages) {
    Slice<KeyAliasRow> slice = tables.keyAliases().list(caller.accountId(), keyId, pages.part());
    var listing =
        pages.listing(
            slice,
            slice.rows().stream()
                .map(row ->
                    new KeyAliasView(
                        row.alias(), names.arnOfAlias(row.accountId(), row.alias()), row.keyId()))
                .toList(),
            row -> new Position(row.createdAt(), row.alias()));
    return new Aliases(listing.items(), PageShown.of(listing));
  }
}
