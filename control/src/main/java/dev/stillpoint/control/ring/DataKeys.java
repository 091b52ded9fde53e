package dev.stillpoint.control.ring;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.DataKeyRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.Tables;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data keys that may be used now, unwrapped, in memory only. Whoever changes what may be used
 * commits that to the catalog first and then calls {@link #refresh}: it reads what is committed, so
 * the last of several changes at once decides, and when it returns a key that may not be used is
 * gone. Thread-safe.
 */
public final class DataKeys implements KeyRing {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final String ALGORITHM = "AES";

  private final Catalog catalog;
  private final Optional<RootKey> root;
  private final SecureRandom random;
  private final Map<Long, Held> held = new ConcurrentHashMap<>();
  private final Object refreshing = new Object();

  private DataKeys(Catalog catalog, Optional<RootKey> root, SecureRandom random) {
    this.catalog = catalog;
    this.root = root;
    this.random = random;
  }

  /**
   * Unwraps every key that may be used.
   *
   * @param random makes new keys
   * @throws WrongRootKey the catalog was used with another root key before
   */
  public static DataKeys open(Catalog catalog, RootKey root, SecureRandom random)
      throws WrongRootKey {
    DataKeys keys = new DataKeys(catalog, Optional.of(root), random);
    catalog.write(tables -> {
      Optional<String> check = tables.masterKeys().rootCheck();
      if (check.isEmpty()) {
        tables.masterKeys().setRootCheck(root.check(random));
      } else if (!root.made(check.get())) {
        throw new WrongRootKey();
      }
      return keys;
    });
    keys.refreshAll();
    return keys;
  }

  /** A ring that never has a key, for work that needs none. */
  public static DataKeys without(Catalog catalog, SecureRandom random) {
    return new DataKeys(catalog, Optional.empty(), random);
  }

  @Override
  public SecretKey key(DataKeyId id) throws BlockFault.KeyUnavailable {
    Held found = held.get(id.value());
    if (found == null) {
      throw new BlockFault.KeyUnavailable("data key " + id.value() + " may not be used now");
    }
    return found.key();
  }

  /** How many data keys may be used now. */
  public int size() {
    return held.size();
  }

  /** New material for a master key, wrapped under the root key. */
  public String newMaterial(String keyId) {
    byte[] material = fresh();
    String wrapped = root().wrap(masterLabel(keyId), material, random);
    Arrays.fill(material, (byte) 0);
    return wrapped;
  }

  /**
   * A new data key, wrapped under a master key. It can be used after {@link #admit}.
   *
   * @throws IllegalStateException the master key cannot be unwrapped; the catalog is damaged
   */
  public DataKeyRow newKey(MasterKeyRow master, long dataKey) {
    SecretKey under =
        material(master)
            .orElseThrow(() -> new IllegalStateException(master + " cannot be unwrapped"));
    byte[] key = fresh();
    String wrapped = Wrapping.wrap(under, dataLabel(dataKey), key, random);
    Arrays.fill(key, (byte) 0);
    return new DataKeyRow(dataKey, master.keyId(), wrapped);
  }

  /** Takes one data key in whose row is committed, if it may be used. */
  public void admit(long dataKey) {
    synchronized (refreshing) {
      Optional<Wrapped> found =
          catalog.read(tables ->
              tables
                  .seals()
                  .key(dataKey)
                  .flatMap(row ->
                      usable(tables, row.keyId())
                          .map(master -> new Wrapped(master, List.of(row)))));
      found.ifPresent(this::hold);
    }
  }

  /** Takes in or drops every data key under a master key, as the catalog says by now. */
  public void refresh(String keyId) {
    synchronized (refreshing) {
      Optional<Wrapped> found =
          catalog.read(tables ->
              usable(tables, keyId)
                  .map(master -> new Wrapped(master, tables.seals().keysUnder(keyId))));
      Set<Long> stay = found.map(Wrapped::names).orElse(Set.of());
      held.entrySet()
          .removeIf(
              entry -> entry.getValue().keyId().equals(keyId) && !stay.contains(entry.getKey()));
      found.ifPresent(this::hold);
    }
  }

  /** As {@link #refresh}, for all master keys. */
  public void refreshAll() {
    Set<String> masters = new HashSet<>();
    held.values().forEach(key -> masters.add(key.keyId()));
    masters.addAll(
        catalog.<List<String>, RuntimeException>read(
            tables -> tables.masterKeys().all().stream().map(MasterKeyRow::keyId).toList()));
    masters.forEach(this::refresh);
  }

  /** Drops the keys that nothing is sealed under any more. */
  public void sweep() {
    synchronized (refreshing) {
      if (!held.isEmpty()) {
        Set<Long> needed = catalog.read(tables -> tables.seals().keyNames());
        held.keySet().retainAll(needed);
      }
    }
  }

  private static Optional<MasterKeyRow> usable(Tables tables, String keyId) {
    return tables
        .masterKeys()
        .find(keyId)
        .filter(row -> row.state() == MasterKeyState.ENABLED && row.granted())
        .filter(row -> !tables.masterKeys().storeDenied(row.accountId()));
  }

  private void hold(Wrapped wrapped) {
    List<DataKeyRow> missing = new ArrayList<>(wrapped.rows());
    missing.removeIf(row -> held.containsKey(row.dataKey()));
    if (missing.isEmpty() || root.isEmpty()) {
      return;
    }
    Optional<SecretKey> under = material(wrapped.master());
    for (DataKeyRow row : missing) {
      Optional<byte[]> key =
          under.flatMap(m -> Wrapping.unwrap(m, dataLabel(row.dataKey()), row.wrapped()));
      if (key.isPresent() && key.get().length == KEY_BYTES) {
        SecretKey usable = new SecretKeySpec(key.get(), ALGORITHM);
        Arrays.fill(key.get(), (byte) 0);
        held.put(row.dataKey(), new Held(row.keyId(), usable));
      } else {
        LOG.log(System.Logger.Level.ERROR, "{0} cannot be unwrapped and stays unavailable", row);
      }
    }
  }

  private Optional<SecretKey> material(MasterKeyRow master) {
    return root()
        .unwrap(masterLabel(master.keyId()), master.wrapped())
        .filter(bytes -> bytes.length == KEY_BYTES)
        .map(bytes -> new SecretKeySpec(bytes, ALGORITHM));
  }

  private RootKey root() {
    return root.orElseThrow(() -> new IllegalStateException("no root key is at hand"));
  }

  private byte[] fresh() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String masterLabel(String keyId) {
    return "master key " + keyId;
  }

  private static String dataLabel(long dataKey) {
    return "data key " + dataKey;
  }

  /** A key at hand, with its master key's name. */
  private record Held(String keyId, SecretKey key) {
    @Override
    public String toString() {
      return "Held[under " + keyId + "]";
    }
  }

  /** Data keys of one master key, as the catalog has them. */
  private record Wrapped(MasterKeyRow master, List<DataKeyRow> rows) {
    Set<Long> names() {
      Set<Long> names = new HashSet<>();
      rows.forEach(row -> names.add(row.dataKey()));
      return names;
    }
  }
}
