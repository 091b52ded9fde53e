package dev.stillpoint.server.config;

import dev.stillpoint.control.foundation.Limit;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.recovery.AfterPowerCut;
import dev.stillpoint.engine.pool.ScrubPlan;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads the configuration from a file of {@code name = value} lines and from flags of the same
 * names. A name that means nothing is an error, so that a misspelt one is not overlooked.
 */
public final class ConfigReader {
  /** Every name that may be set, with what it means. */
  public static final Map<String, String> NAMES = names();

  private static final int SCRUB_DAYS_MAX = 3650;
  private static final long SCRUB_RATE_MIN = 1 << 20;

  private final Map<String, String> values = new TreeMap<>();

  /**
   * Takes every line of a file.
   *
   * @throws CannotStart when it cannot be read or sets something unknown
   */
  public ConfigReader file(Path path) throws CannotStart {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CannotStart("The configuration file " + path + " cannot be read: " + e, e);
    }
    for (String name : properties.stringPropertyNames()) {
      if (!NAMES.containsKey(name)) {
        throw new CannotStart(
            "The configuration file "
                + path
                + " sets \""
                + name
                + "\", which means nothing. Known names: "
                + String.join(", ", NAMES.keySet())
                + ".");
      }
      values.putIfAbsent(name, properties.getProperty(name).strip());
    }
    return this;
  }

  /** Sets one value if it is not null; it wins over the file, whichever comes first. */
  public ConfigReader flag(String name, String value) {
    if (!NAMES.containsKey(name)) {
      throw new IllegalArgumentException("no setting is named " + name);
    }
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  /**
   * The configuration.
   *
   * @throws CannotStart when a value is not of its form
   */
  public Config read() throws CannotStart {
    Path data = Path.of(values.getOrDefault("data", "data"));
    Config defaults = Config.defaults(data);
    String api = values.get("api");
    Optional<HostPort> nbd = Optional.empty();
    if (values.containsKey("nbd")) {
      nbd = Optional.of(HostPort.read("The NBD address", values.get("nbd")));
    }
    String socket = values.get("nbd.socket");
    String rootKey = values.get("root.key");
    return new Config(
        data,
        api == null ? defaults.api() : HostPort.read("The API address", api),
        nbd,
        socket == null ? defaults.nbdSocket() : Path.of(socket),
        rootKey == null ? defaults.rootKey() : Path.of(rootKey),
        memory(),
        new Config.PoolConfig(
            size("pool.size"),
            onOff("write-cache", "on"),
            size("cache.size"),
            onOff("io-limits", "off"),
            scrub(),
            afterPowerCut(),
            HistoryLength.read("history", values.getOrDefault("history", "off"))),
        region(),
        limits());
  }

  private MemoryPlan memory() throws CannotStart {
    OptionalLong total = size("memory");
    return total.isPresent() ? MemoryPlan.of(total.getAsLong()) : MemoryPlan.DEFAULT;
  }

  private ScrubPlan scrub() throws CannotStart {
    ScrubPlan defaults = ScrubPlan.DEFAULT;
    int days =
        "off".equals(values.get("scrub.every.days"))
            ? 0
            : count("scrub.every.days", (int) defaults.every().toDays(), SCRUB_DAYS_MAX);
    long rate = size("scrub.rate.max").orElse(defaults.bytesPerSecond());
    if (rate < SCRUB_RATE_MIN) {
      throw new CannotStart("scrub.rate.max is what is read in a second, 1MiB or more.");
    }
    return new ScrubPlan(Duration.ofDays(days), rate);
  }

  private Config.RegionConfig region() throws CannotStart {
    Config.RegionConfig defaults = Config.RegionConfig.DEFAULT;
    String id = values.getOrDefault("region", defaults.id());
    if (values.containsKey("zones")) {
      List<String> zones = List.of(values.get("zones").split("\\s*,\\s*", -1));
      return new Config.RegionConfig(id, zones);
    }
    if (!id.equals(defaults.id())) {
      throw new CannotStart("With region = " + id + " the setting zones must be given too.");
    }
    return defaults;
  }

  private Limits limits() throws CannotStart {
    String profile = values.getOrDefault("limits", "standard");
    Limits limits =
        switch (profile) {
          case "standard" -> Limits.DEFAULT;
          case "large-groups" -> Limits.LARGE_GROUPS;
          default ->
              throw new CannotStart(
                  "limits must be standard or large-groups, is \"" + profile + "\".");
        };
    for (Limit limit : Limit.values()) {
      limits = limits.with(limit, count(limit.wire(), limit.in(limits), limit.most()));
    }
    return limits;
  }

  private OptionalLong size(String name) throws CannotStart {
    String text = values.get(name);
    return text == null ? OptionalLong.empty() : OptionalLong.of(ByteSize.read(name, text));
  }

  private boolean onOff(String name, String otherwise) throws CannotStart {
    String text = values.getOrDefault(name, otherwise);
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new CannotStart(name + " must be on or off, is \"" + text + "\".");
    };
  }

  private AfterPowerCut afterPowerCut() throws CannotStart {
    String text = values.getOrDefault("after-power-cut", "stale");
    return switch (text) {
      case "stale" -> AfterPowerCut.STALE;
      case "serve" -> AfterPowerCut.SERVE;
      default ->
          throw new CannotStart("after-power-cut must be stale or serve, is \"" + text + "\".");
    };
  }

  private int count(String name, int otherwise, int most) throws CannotStart {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw new CannotStart(name + " must be a number, is \"" + text + "\".", notANumber);
    }
    throw new CannotStart(name + " must be 1 to " + most + ", is " + text + ".");
  }

  private static Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    names.put("data", "directory that holds everything (default ./data)");
    names.put("api", "HOST:PORT of the API (default 127.0.0.1:7080; port 0 picks a free one)");
    names.put("nbd", "HOST:PORT of NBD over TCP (default none)");
    names.put("nbd.socket", "path of the NBD socket (default DIR/nbd.sock)");
    names.put(
        "root.key", "file with the key of all keys, best kept elsewhere (default DIR/root.key)");
    names.put("pool.size", "the most that the pool may occupy (default the file system less 10 %)");
    names.put("write-cache", "on, or off: an answered write is durable (default on)");
    names.put(
        "after-power-cut",
        "stale: disks whose clients may miss answered writes wait for a restart of their instances;"
            + " serve: they do not (default stale)");
    names.put(
        "io-limits", "on: disks are as fast as their category, level and size say (default off)");
    names.put("history", "how much of the past is kept, 1m to 30d, such as 1h (default off)");
    names.put("memory", "what the server may hold in memory, at least 512MiB (default 1GiB)");
    names.put("cache.size", "memory for reading, whatever memory says (default a part of it)");
    names.put(
        "scrub.every.days",
        "days after which everything that is stored is read over again, or off (default 30)");
    names.put(
        "scrub.rate.max",
        "what is read for that in a second, a quarter of it while clients write (default 32MiB)");
    names.put("region", "name of the region (default cn-hangzhou)");
    names.put("zones", "names of its zones, separated by commas");
    names.put("limits", "standard (16 disks, 32 TiB), or large-groups (128 disks, 256 TiB)");
    for (Limit limit : Limit.values()) {
      names.put(limit.wire(), limit.meaning() + " (default " + limit.in(Limits.DEFAULT) + ")");
    }
    return names;
  }
}
