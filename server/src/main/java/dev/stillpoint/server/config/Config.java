package dev.stillpoint.server.config;

import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.recovery.AfterPowerCut;
import dev.stillpoint.engine.pool.ScrubPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that an operator may set. Made by {@link ConfigReader}, or by hand in tests.
 *
 * @param data the directory that holds everything; made when it is not there
 * @param api where the API listens; a loopback address
 * @param nbdTcp where NBD listens besides its socket, if anywhere; a loopback address
 * @param nbdSocket path of the NBD socket
 * @param rootKey the file with the key under which all other keys are wrapped
 * @param memory what the server may hold in memory, and how it is cut
 * @param pool the pool of all disks
 * @param region the one region of this server and its zones
 * @param limits rules whose numbers may be changed
 */
public record Config(
    Path data,
    HostPort api,
    Optional<HostPort> nbdTcp,
    Path nbdSocket,
    Path rootKey,
    MemoryPlan memory,
    PoolConfig pool,
    RegionConfig region,
    Limits limits) {
  /** The defaults of {@code serve} for a data directory. */
  public static Config defaults(Path data) {
    return new Config(
        data,
        new HostPort("127.0.0.1", 7080),
        Optional.empty(),
        data.resolve("nbd.sock"),
        data.resolve("root.key"),
        MemoryPlan.DEFAULT,
        PoolConfig.DEFAULT,
        RegionConfig.DEFAULT,
        Limits.DEFAULT);
  }

  /** The same with another API address. */
  public Config withApi(HostPort address) {
    return new Config(data, address, nbdTcp, nbdSocket, rootKey, memory, pool, region, limits);
  }

  /** The same with another pool. */
  public Config withPool(PoolConfig other) {
    return new Config(data, api, nbdTcp, nbdSocket, rootKey, memory, other, region, limits);
  }

  /**
   * The pool.
   *
   * @param sizeBytes the most that it may occupy; absent means its file system less 10 %
   * @param writeCache true: an answered write is in memory and durable after the next flush; false:
   *     an answered write is durable
   * @param cacheBytes memory for reading, whatever the plan says; absent means by the plan
   * @param ioLimits true: each disk is as fast as its category, level and size say; false: as fast
   *     as it can be
   * @param scrub when everything that is stored is read over, and how fast
   * @param afterPowerCut what becomes of disks whose clients may miss answered writes
   * @param history how long the log is kept for the past; zero: not at all
   */
  public record PoolConfig(
      OptionalLong sizeBytes,
      boolean writeCache,
      OptionalLong cacheBytes,
      boolean ioLimits,
      ScrubPlan scrub,
      AfterPowerCut afterPowerCut,
      Duration history) {
    /**
     * As large as the file system allows, with the write cache on, without limits, scrubbed as
     * usual, without a past.
     */
    public static final PoolConfig DEFAULT =
        new PoolConfig(
            OptionalLong.empty(),
            true,
            OptionalLong.empty(),
            false,
            ScrubPlan.DEFAULT,
            AfterPowerCut.STALE,
            Duration.ZERO);

    /** The same with another size, in bytes. */
    public PoolConfig withSize(long bytes) {
      return new PoolConfig(
          OptionalLong.of(bytes), writeCache, cacheBytes, ioLimits, scrub, afterPowerCut, history);
    }

    /** The same with another memory for reading, in bytes. */
    public PoolConfig withCache(long bytes) {
      return new PoolConfig(
          sizeBytes, writeCache, OptionalLong.of(bytes), ioLimits, scrub, afterPowerCut, history);
    }

    /** The same with disks that are as fast as they are sold. */
    public PoolConfig withIoLimits() {
      return new PoolConfig(sizeBytes, writeCache, cacheBytes, true, scrub, afterPowerCut, history);
    }
  }

  /**
   * The region.
   *
   * @param id for example {@code cn-hangzhou}
   * @param zones at least one; labels over one pool
   */
  public record RegionConfig(String id, List<String> zones) {
    /** The region cn-hangzhou with three zones. */
    public static final RegionConfig DEFAULT =
        new RegionConfig("cn-hangzhou", List.of("cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j"));

    public RegionConfig {
      zones = List.copyOf(zones);
    }
  }
}
