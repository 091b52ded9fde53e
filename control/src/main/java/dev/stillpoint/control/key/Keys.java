package dev.stillpoint.control.key;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;

/**
 * Master keys. When a call returns that takes a key away from use, nothing that is sealed under it
 * can be read or written any more; when one returns that gives it back, all of it can. Thread-safe.
 */
public interface Keys {
  /** Makes a key that can be used at once. */
  MasterKeyView create(Caller caller, CreateKey request) throws Refusal;

  /**
   * Shows a key.
   *
   * @param key its identifier, its alias, or the resource name of either
   */
  MasterKeyView describe(Caller caller, String key) throws Refusal;

  /** Lists keys, oldest first. */
  Listing<MasterKeyView> list(Caller caller, Paging paging) throws Refusal;

  /** Gives a key back to use. */
  void enable(Caller caller, String keyId) throws Refusal;

  /** Takes a key away from use. */
  void disable(Caller caller, String keyId) throws Refusal;

  /**
   * Takes a key away from use, and for good when the days are over.
   *
   * @param days 7 to 366
   */
  void scheduleDeletion(Caller caller, String keyId, Integer days) throws Refusal;

  /** Takes that back; the key is Enabled. */
  void cancelDeletion(Caller caller, String keyId) throws Refusal;

  /** Gives a key another name. */
  void createAlias(Caller caller, String alias, String keyId) throws Refusal;

  /** Lets an alias name another key. */
  void updateAlias(Caller caller, String alias, String keyId) throws Refusal;

  /** Removes an alias; its key stays. */
  void deleteAlias(Caller caller, String alias) throws Refusal;

  /** Lists the aliases of all keys. */
  Listing<KeyAliasView> aliases(Caller caller, Paging paging) throws Refusal;

  /** Lists the aliases of one key. */
  Listing<KeyAliasView> aliasesOf(Caller caller, String key, Paging paging) throws Refusal;
}
