package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.key.KeyActions.DescribeKey;
import dev.stillpoint.control.key.KeyActions.ListKeys;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.PageShown;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Pages;
import java.time.Instant;
import java.util.List;

/** CreateKey, DescribeKey, ListKeys: master keys that the catalog keeps, wrapped. */
final class MasterKeys {
  private static final int KEYS_MAX = 1000;

  private final Foundation foundation;
  private final KeyNames names;
  private final KeyForge forge;

  MasterKeys(Foundation foundation, KeyNames names) {
    this.foundation = foundation;
    this.names = names;
    forge = new KeyForge(foundation);
  }

  CreateKey.Answer create(Caller caller, CreateKey request) throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          if (tables.masterKeys().countOf(caller.accountId()) >= KEYS_MAX) {
            throw new Refusal(KeyError.REJECTED_LIMIT_EXCEEDED, KEYS_MAX);
          }
          MasterKeyRow made = forge.master(tables, caller.accountId(), request.description());
          return new CreateKey.Answer(view(made));
        });
  }

  /** The key behind an alias is what policies speak of. */
  List<Resource> named(Caller caller, DescribeKey request) {
    return foundation
        .catalog()
        .read(tables ->
            List.of(names.resourceOfAnyName(tables, caller.accountId(), request.keyId())));
  }

  DescribeKey.Answer describe(Caller caller, DescribeKey request) throws Refusal {
    MasterKeyView key =
        foundation
            .catalog()
            .read(tables -> view(names.byAnyName(tables, caller.accountId(), request.keyId())));
    return new DescribeKey.Answer(new DescribeKey.Protected(key, "Disabled", ""));
  }

  ListKeys.Answer list(Caller caller, ListKeys request) throws Refusal {
    Pages pages = KeyActions.pages(request.paging());
    Slice<MasterKeyRow> slice =
        foundation
            .catalog()
            .read(tables -> tables.masterKeys().list(caller.accountId(), pages.part()));
    var listing =
        pages.listing(
            slice,
            slice.rows().stream()
                .map(row ->
                    new ListKeys.Line(row.keyId(), names.arnOfKey(row.accountId(), row.keyId())))
                .toList(),
            row -> new Position(row.createdAt(), row.keyId()));
    return new ListKeys.Answer(listing.items(), PageShown.of(listing));
  }

  private MasterKeyView view(MasterKeyRow row) {
    Instant made = Instant.ofEpochMilli(row.createdAt());
    Instant gone = row.deleteAt() == null ? null : Instant.ofEpochMilli(row.deleteAt());
    return new MasterKeyView(
        row.keyId(),
        names.arnOfKey(row.accountId(), row.keyId()),
        KeyStates.wire(row.state()),
        row.description(),
        MasterKeyView.Kind.ONLY,
        new MasterKeyView.Life(row.accountId(), made, gone),
        new MasterKeyView.Material("", row.version(), made, "Disabled"));
  }
}
