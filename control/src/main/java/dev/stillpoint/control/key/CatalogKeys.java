package dev.stillpoint.control.key;

import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
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
import java.time.Instant;
import java.util.List;

/** Master keys that the catalog keeps, wrapped. */
public final class CatalogKeys implements Keys {
  private static final int DESCRIPTION_CHARS_MAX = 8192;
  private static final int KEYS_MAX = 1000;
  private static final int RESULTS_MAX = 100;

  private final Foundation foundation;
  private final KeyNames names;
  private final KeyForge forge;
  private final KeyStates states;
  private final KeyAliases aliases;

  public CatalogKeys(Foundation foundation) {
    this.foundation = foundation;
    names = new KeyNames(foundation);
    forge = new KeyForge(foundation);
    states = new KeyStates(foundation, names);
    aliases = new KeyAliases(foundation, names);
  }

  @Override
  public MasterKeyView create(Caller caller, CreateKey request) throws Refusal {
    String description = request.description() == null ? "" : request.description();
    if (description.length() > DESCRIPTION_CHARS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "Description");
    }
    only(request.keyUsage(), "ENCRYPT/DECRYPT", "KeyUsage");
    only(request.origin(), "Aliyun_KMS", "Origin");
    only(request.keySpec(), "Aliyun_AES_256", "KeySpec");
    String level = TextRule.absent(request.protectionLevel()) ? "" : request.protectionLevel();
    switch (level) {
      case "", "SOFTWARE" -> {}
      case "HSM" -> throw new Refusal(KeyError.UNSUPPORTED_PROTECTION_LEVEL, level);
      default -> throw new Refusal(SharedError.INVALID_PARAMETER, "ProtectionLevel");
    }
    foundation.admission().admit(caller, "kms:CreateKey", null, List.of(Resource.every("key")));
    return foundation
        .catalog()
        .write(tables -> {
          if (tables.masterKeys().countOf(caller.accountId()) >= KEYS_MAX) {
            throw new Refusal(KeyError.REJECTED_LIMIT_EXCEEDED, KEYS_MAX);
          }
          return view(forge.master(tables, caller.accountId(), description));
        });
  }

  private static void only(String given, String offered, String parameter) throws Refusal {
    if (!TextRule.absent(given) && !given.equals(offered)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
  }

  @Override
  public MasterKeyView describe(Caller caller, String key) throws Refusal {
    TextRule.require(key, "KeyId");
    Resource named =
        foundation
            .catalog()
            .read(tables -> names.resourceOfAnyName(tables, caller.accountId(), key));
    try {
      foundation.admission().admit(caller, "kms:DescribeKey", null, List.of(named));
    } catch (Refusal refusal) {
      throw names.toldAs(key, caller.accountId(), refusal);
    }
    return foundation
        .catalog()
        .read(tables -> view(names.byAnyName(tables, caller.accountId(), key)));
  }

  @Override
  public Listing<MasterKeyView> list(Caller caller, Paging paging) throws Refusal {
    Pages pages = Pages.of(paging, 1, RESULTS_MAX);
    foundation.admission().admit(caller, "kms:ListKeys", null, List.of(Resource.every("key")));
    return foundation
        .catalog()
        .read(tables -> {
          Slice<MasterKeyRow> slice = tables.masterKeys().list(caller.accountId(), pages.part());
          return pages.listing(
              slice,
              slice.rows().stream().map(this::view).toList(),
              row -> new Position(row.createdAt(), row.keyId()));
        });
  }

  private MasterKeyView view(MasterKeyRow row) {
    return new MasterKeyView(
        row.keyId(),
        names.arnOfKey(row.accountId(), row.keyId()),
        row.accountId(),
        KeyStates.wire(row.state()),
        row.version(),
        row.description(),
        Instant.ofEpochMilli(row.createdAt()),
        row.deleteAt() == null ? null : Instant.ofEpochMilli(row.deleteAt()));
  }

  @Override
  public void enable(Caller caller, String keyId) throws Refusal {
    states.enable(caller, keyId);
  }

  @Override
  public void disable(Caller caller, String keyId) throws Refusal {
    states.disable(caller, keyId);
  }

  @Override
  public void scheduleDeletion(Caller caller, String keyId, Integer days) throws Refusal {
    states.scheduleDeletion(caller, keyId, days);
  }

  @Override
  public void cancelDeletion(Caller caller, String keyId) throws Refusal {
    states.cancelDeletion(caller, keyId);
  }

  @Override
  public void createAlias(Caller caller, String alias, String keyId) throws Refusal {
    aliases.create(caller, alias, keyId);
  }

  @Override
  public void updateAlias(Caller caller, String alias, String keyId) throws Refusal {
    aliases.update(caller, alias, keyId);
  }

  @Override
  public void deleteAlias(Caller caller, String alias) throws Refusal {
    aliases.delete(caller, alias);
  }

  @Override
  public Listing<KeyAliasView> aliases(Caller caller, Paging paging) throws Refusal {
    return aliases.list(caller, paging);
  }

  @Override
  public Listing<KeyAliasView> aliasesOf(Caller caller, String key, Paging paging) throws Refusal {
    return aliases.listOf(caller, key, paging);
  }
}
