package dev.stillpoint.server.admin;

import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.Scrubbing;
import dev.stillpoint.control.operator.Operator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands about the reading over of everything that is stored. */
final class ScrubCommands {
  /** How it stands. */
  static final String STATUS = "scrub status";

  private static final int PERCENT = 100;

  private final Scrubbing pool;
  private final Operator operator;

  private ScrubCommands(Scrubbing pool, Operator operator) {
    this.pool = pool;
    this.operator = operator;
  }

  static Map<String, AdminCommand> over(Scrubbing pool, Operator operator) {
    ScrubCommands commands = new ScrubCommands(pool, operator);
    return Map.of(
        "scrub start",
        _ -> {
          pool.startScrub();
          return commands.status();
        },
        "scrub stop",
        _ -> {
          pool.stopScrub();
          return commands.status();
        },
        STATUS,
        _ -> commands.status());
  }

  private Map<String, Object> status() {
    ScrubStatus status = pool.scrubStatus();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    shown.put("began", status.began().map(Instant::toString).orElse(""));
    shown.put("lastFinished", status.finished().map(Instant::toString).orElse(""));
    shown.put("doneBytes", status.doneBytes());
    shown.put("totalBytes", status.totalBytes());
    shown.put("percent", percent(status));
    shown.put("mended", status.mendedCount());
    shown.put("damaged", status.damagedCount());
    shown.put("findings", status.damages().stream().map(this::shown).toList());
    return shown;
  }

  private static long percent(ScrubStatus status) {
    return status.totalBytes() == 0 ? 0 : status.doneBytes() * PERCENT / status.totalBytes();
  }

  /** By the names that clients know; what has none of these is an image that nobody can open. */
  private Map<String, Object> shown(ScrubStatus.Damage damage) {
    Map<String, Object> shown = new LinkedHashMap<>();
    List<String> disks = operator.disksOf(damage.volumes());
    List<String> snapshots = operator.snapshotsOf(damage.images());
    shown.put("what", damage.what());
    shown.put("disks", disks);
    shown.put("snapshots", snapshots);
    return shown;
  }
}
