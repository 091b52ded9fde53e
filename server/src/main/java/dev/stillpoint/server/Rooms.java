package dev.stillpoint.server;

import dev.stillpoint.block.KeyRing;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.control.ring.RootKey;
import dev.stillpoint.control.ring.WrongRootKey;
import dev.stillpoint.engine.EmbeddedEngine;
import dev.stillpoint.engine.pool.PoolOptions;
import dev.stillpoint.server.config.Config;
import dev.stillpoint.server.config.MemoryPlan;
import dev.stillpoint.server.directory.DataDirectory;
import dev.stillpoint.server.directory.RootKeyFile;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Opens the rooms that keep files in the data directory. */
final class Rooms {
  private static final System.Logger LOG = System.getLogger(Rooms.class.getName());

  /** Where SQLite's native library is put to be loaded, once for this process. */
  private static final String SQLITE_LIBRARY = "org.sqlite.tmpdir";

  private Rooms() {}

  static EmbeddedEngine engine(
      DataDirectory directory, Config config, InstantSource clock, KeyRing keys)
      throws CannotStart {
    try {
      EmbeddedEngine engine =
          EmbeddedEngine.open(
              directory.pool(), options(directory, config.pool(), memory(config)), clock, keys);
      engine.scrubPlan(config.pool().scrub());
      if (!engine.direct()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the file system below {0} refuses direct I/O; writes are buffered and synced",
            directory.pool());
      }
      return engine;
    } catch (IOException e) {
      throw new CannotStart("The pool in " + directory.pool() + " cannot be opened: " + say(e), e);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("The pool's settings are not possible: " + e.getMessage() + ".", e);
    }
  }

  /** Repairs the pool; answers what was done, a sentence each. */
  static List<String> repair(DataDirectory directory, InstantSource clock) throws CannotStart {
    if (!Files.isDirectory(directory.pool())) {
      throw new CannotStart("There is no pool in " + directory.path() + ".");
    }
    try {
      return EmbeddedEngine.repair(
          directory.pool(),
          options(directory, Config.PoolConfig.DEFAULT, MemoryPlan.DEFAULT),
          clock);
    } catch (IOException e) {
      throw new CannotStart(
          "The pool in " + directory.pool() + " cannot be repaired: " + say(e), e);
    }
  }

  static EmbeddedEngine.Inspection inspection(DataDirectory directory, InstantSource clock)
      throws CannotStart {
    if (!Files.isDirectory(directory.pool())) {
      throw new CannotStart("There is no pool in " + directory.path() + ".");
    }
    try {
      return EmbeddedEngine.openToInspect(
          directory.pool(),
          options(directory, Config.PoolConfig.DEFAULT, MemoryPlan.DEFAULT),
          clock);
    } catch (IOException e) {
      throw new CannotStart("The pool in " + directory.pool() + " cannot be opened: " + say(e), e);
    }
  }

  static Catalog catalog(DataDirectory directory) throws CannotStart {
    if (System.getProperty(SQLITE_LIBRARY) == null) {
      System.setProperty(SQLITE_LIBRARY, directory.libraries().toString());
    }
    try {
      return Catalog.open(directory.catalog());
    } catch (CatalogFault e) {
      throw new CannotStart("The catalog cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Unwraps the keys that may be used; makes the root key if no key was ever wrapped under it. */
  static DataKeys dataKeys(Config config, Catalog catalog, SecureRandom random) throws CannotStart {
    boolean fresh = catalog.read(tables -> tables.masterKeys().rootCheck().isEmpty());
    Path file = config.rootKey().toAbsolutePath().normalize();
    try {
      RootKey root = fresh ? RootKeyFile.openOrMake(file, random) : RootKeyFile.open(file);
      return DataKeys.open(catalog, root, random);
    } catch (IOException e) {
      throw new CannotStart("The root key " + file + " cannot be read or made: " + say(e), e);
    } catch (WrongRootKey e) {
      throw new CannotStart(
          "The root key " + file + " is another one than this catalog was made with.", e);
    }
  }

  /** The plan, cut down to a heap that is smaller because no launcher made it. */
  private static MemoryPlan memory(Config config) {
    MemoryPlan plan = config.memory();
    long heap = Runtime.getRuntime().maxMemory();
    if (heap >= plan.heapBytes()) {
      return plan;
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the heap may take {0} MiB, and {1} MiB were planned: fewer maps are kept in memory",
        heap >> 20,
        plan.heapBytes() >> 20);
    return plan.within(heap);
  }

  static PoolOptions options(DataDirectory directory, Config.PoolConfig config, MemoryPlan memory)
      throws IOException {
    long poolBytes =
        config.sizeBytes().isPresent()
            ? config.sizeBytes().getAsLong()
            : EmbeddedEngine.defaultPoolBytes(directory.pool());
    PoolOptions defaults = PoolOptions.defaults(poolBytes);
    return new PoolOptions(
        defaults.segmentBytes(),
        defaults.poolBytes(),
        memory.bufferBytes(),
        config.cacheBytes().orElse(memory.cacheBytes()),
        defaults.checkpointBytes(),
        config.writeCache(),
        memory.footerBytes(),
        defaults.openFiles(),
        memory.mapCacheBytes(),
        config.history());
  }

  private static String say(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
