package dev.stillpoint.control.key;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.world.World;
import java.util.List;

/** The key store's actions, asked through the table. */
public final class KeyCalls {
  private final World world;

  public KeyCalls(World world) {
    this.world = world;
  }

  private <A> A ask(Caller caller, Contract<A> request) throws Refusal {
    return world.control().actions().perform(caller, request);
  }

  /** A new key. */
  public String create(Caller caller) throws Refusal {
    return create(caller, new CreateKey(null, null, null, null, null)).keyId();
  }

  MasterKeyView create(Caller caller, CreateKey request) throws Refusal {
    return ask(caller, request).keyMetadata();
  }

  MasterKeyView describe(Caller caller, String key) throws Refusal {
    return ask(caller, new KeyActions.DescribeKey(key)).keyMetadata().key();
  }

  List<KeyActions.ListKeys.Line> list(Caller caller) throws Refusal {
    return ask(caller, new KeyActions.ListKeys(Paging.FIRST)).keys();
  }

  /** Gives a key back to use. */
  public void enable(Caller caller, String keyId) throws Refusal {
    ask(caller, new KeyActions.EnableKey(keyId));
  }

  /** Takes a key away from use. */
  public void disable(Caller caller, String keyId) throws Refusal {
    ask(caller, new KeyActions.DisableKey(keyId));
  }

  void scheduleDeletion(Caller caller, String keyId, Integer days) throws Refusal {
    ask(caller, new KeyActions.ScheduleKeyDeletion(keyId, days));
  }

  void cancelDeletion(Caller caller, String keyId) throws Refusal {
    ask(caller, new KeyActions.CancelKeyDeletion(keyId));
  }

  void createAlias(Caller caller, String alias, String keyId) throws Refusal {
    ask(caller, new KeyActions.CreateAlias(alias, keyId));
  }

  void updateAlias(Caller caller, String alias, String keyId) throws Refusal {
    ask(caller, new KeyActions.UpdateAlias(alias, keyId));
  }

  void deleteAlias(Caller caller, String alias) throws Refusal {
    ask(caller, new KeyActions.DeleteAlias(alias));
  }

  List<KeyAliasView> aliases(Caller caller) throws Refusal {
    return ask(caller, new KeyActions.ListAliases(Paging.FIRST)).aliases();
  }

  List<KeyAliasView> aliasesOf(Caller caller, String key) throws Refusal {
    return ask(caller, new KeyActions.ListAliasesByKeyId(key, Paging.FIRST)).aliases();
  }
}
