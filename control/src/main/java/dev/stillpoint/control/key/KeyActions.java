package dev.stillpoint.control.key;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.KMS;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.contract.Required;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.PageShown;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.rule.Pages;
import java.util.List;

/** The key store's actions, as far as encrypted disks need them. No key is ever in an answer. */
public final class KeyActions {
  private static final int DAYS_MIN = 7;
  private static final int DAYS_MAX = 366;
  private static final int RESULTS_MAX = 100;

  private KeyActions() {}

  /** A row each. */
  public static List<ActionRow<?, ?>> over(Foundation foundation) {
    KeyNames names = new KeyNames(foundation);
    MasterKeys keys = new MasterKeys(foundation, names);
    KeyStates states = new KeyStates(foundation, names);
    KeyAliases aliases = new KeyAliases(foundation, names);
    return List.of(
        answering(KMS, CreateKey.class, onEvery(KeyNames.KEY), keys::create)
            .refusing("DKMSInstanceId", "EnableAutomaticRotation", "Policy", "Tags"),
        answering(
            KMS,
            DescribeKey.class,
            on(
                keys::named,
                (caller, key, denied) -> names.toldAs(key.keyId(), caller.accountId(), denied)),
            keys::describe),
        answering(KMS, ListKeys.class, onEvery(KeyNames.KEY), keys::list).refusing("Filters"),
        doing(KMS, EnableKey.class, names.on(EnableKey::keyId), states::enable),
        doing(KMS, DisableKey.class, names.on(DisableKey::keyId), states::disable),
        doing(
            KMS,
            ScheduleKeyDeletion.class,
            names.on(ScheduleKeyDeletion::keyId),
            states::scheduleDeletion),
        doing(KMS, CancelKeyDeletion.class, names.on(CancelKeyDeletion::keyId), states::cancel),
        doing(KMS, CreateAlias.class, on(aliases::named), aliases::create),
        doing(KMS, UpdateAlias.class, on(aliases::named), aliases::update),
        doing(
            KMS,
            DeleteAlias.class,
            on(KeyNames.ALIAS_TYPE, alias -> KeyNames.bare(alias.aliasName())),
            aliases::delete),
        answering(KMS, ListAliases.class, onEvery(KeyNames.ALIAS_TYPE), aliases::list),
        answering(
            KMS, ListAliasesByKeyId.class, names.on(ListAliasesByKeyId::keyId), aliases::listOf));
  }

  /** By its identifier, its alias, or the resource name of either. */
  record DescribeKey(@Required String keyId) implements Contract<DescribeKey.Answer> {
    record Answer(Protected keyMetadata) {}

    record Protected(
        @Inline MasterKeyView key,
        String deletionProtection,
        String deletionProtectionDescription) {}
  }

  /** Oldest first. */
  record ListKeys(@Inline Paging paging) implements Contract<ListKeys.Answer> {
    record Answer(@Each("Key") List<Line> keys, @Inline PageShown page) {}

    record Line(String keyId, String keyArn) {}

    @Override
    public ListKeys checked(Caller caller, Limits limits) throws Refusal {
      pages(paging);
      return this;
    }
  }

  /** Gives a key back to use. */
  record EnableKey(@Required String keyId) implements Contract<Void> {}

  /** Takes a key away from use. */
  record DisableKey(@Required String keyId) implements Contract<Void> {}

  /** Takes a key away from use, and for good when the days are over. */
  record ScheduleKeyDeletion(@Required String keyId, Integer pendingWindowInDays)
      implements Contract<Void> {
    @Override
    public ScheduleKeyDeletion checked(Caller caller, Limits limits) throws Refusal {
      if (pendingWindowInDays == null) {
        throw new Refusal(SharedError.MISSING_PARAMETER, "PendingWindowInDays");
      }
      if (pendingWindowInDays < DAYS_MIN || pendingWindowInDays > DAYS_MAX) {
        throw new Refusal(SharedError.INVALID_PARAMETER, "PendingWindowInDays");
      }
      return this;
    }
  }

  /** Takes that back; the key is Enabled. */
  record CancelKeyDeletion(@Required String keyId) implements Contract<Void> {}

  /** What gives an alias its key. */
  sealed interface AliasOfKey extends Contract<Void> {
    String aliasName();

    String keyId();

    @Override
    default Contract<Void> checked(Caller caller, Limits limits) throws Refusal {
      KeyNames.checkOwnAlias(aliasName());
      return this;
    }
  }

  /** Gives a key another name. */
  record CreateAlias(@Required String aliasName, @Required String keyId) implements AliasOfKey {}

  /** Lets an alias name another key. */
  record UpdateAlias(@Required String aliasName, @Required String keyId) implements AliasOfKey {}

  /** Removes an alias; its key stays. */
  record DeleteAlias(@Required String aliasName) implements Contract<Void> {
    @Override
    public DeleteAlias checked(Caller caller, Limits limits) throws Refusal {
      KeyNames.checkOwnAlias(aliasName);
      return this;
    }
  }

  /** The aliases of all keys. */
  record ListAliases(@Inline Paging paging) implements Contract<Aliases> {
    @Override
    public ListAliases checked(Caller caller, Limits limits) throws Refusal {
      pages(paging);
      return this;
    }
  }

  /** The aliases of one key. */
  record ListAliasesByKeyId(@Required String keyId, @Inline Paging paging)
      implements Contract<Aliases> {
    @Override
    public ListAliasesByKeyId checked(Caller caller, Limits limits) throws Refusal {
      pages(paging);
      return this;
    }
  }

  /** A part of a list of aliases. */
  record Aliases(@Each("Alias") List<KeyAliasView> aliases, @Inline PageShown page) {}

  /** The part of a list that is asked for. */
  static Pages pages(Paging paging) throws Refusal {
    return Pages.of(paging, 1, RESULTS_MAX);
  }
}
