package dev.stillpoint.server.exports;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.nbd.Export;
import dev.stillpoint.nbd.Exports;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** What may be opened by name now. Safe for use by several threads at once. */
public final class ExportDirectory implements Exports {
  private final BlockEngine engine;
  private final FaultReports faults;
  private final Map<String, ExportTarget> targets = new ConcurrentSkipListMap<>();
  private final Map<String, String> barred = new ConcurrentSkipListMap<>();
  private final Throttles throttles;

  /**
   * @param throttles slow disks down to their limits, or do not
   * @param faults told of devices that fail
   */
  public ExportDirectory(BlockEngine engine, Throttles throttles, FaultReports faults) {
    this.engine = engine;
    this.throttles = throttles;
    this.faults = faults;
  }

  @Override
  public Optional<Export> find(String name) {
    return Optional.ofNullable(targets.get(name)).map(target -> new Named(name, target));
  }

  @Override
  public Optional<String> barred(String name) {
    return Optional.ofNullable(barred.get(name));
  }

  /** The disks; snapshots, and second names of disks, are opened by name and never listed. */
  @Override
  public List<String> names() {
    return targets.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof ExportTarget.Volume)
        .filter(entry -> entry.getKey().indexOf('/') < 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  void put(String name, ExportTarget target) {
    targets.put(name, target);
    barred.remove(name);
    if (target instanceof ExportTarget.Volume volume) {
      throttles.set(volume.id(), volume.limits());
    }
  }

  void bar(String name, String why) {
    barred.put(name, why);
  }

  /** Nobody finds the name any more, and whoever is connected need not wait to end. */
  void remove(String name) {
    barred.remove(name);
    ExportTarget target = targets.remove(name);
    if (target instanceof ExportTarget.Volume volume) {
      if (targets.containsValue(target)) {
        throttles.hurry(volume.id());
        throttles.set(volume.id(), volume.limits());
      } else {
        throttles.open(volume.id());
      }
    }
  }

  /** Whoever is connected need not wait, until {@link #slow}. */
  void hurry(String name) {
    if (targets.get(name) instanceof ExportTarget.Volume volume) {
      throttles.hurry(volume.id());
    }
  }

  /** The limits hold again. */
  void slow(String name) {
    if (targets.get(name) instanceof ExportTarget.Volume volume) {
      throttles.set(volume.id(), volume.limits());
    }
  }

  NavigableSet<String> all() {
    return new TreeSet<>(targets.keySet());
  }

  private BlockDevice open(ExportTarget target) throws BlockFault {
    return switch (target) {
      case ExportTarget.Volume volume ->
          new WatchedDevice(
              throttles.over(
                  volume.id(),
                  SizedDevice.over(engine.openVolume(volume.id()), volume.sizeBytes())),
              () -> faults.failed(volume.id()));
      case ExportTarget.Image image -> engine.openImage(image.id());
    };
  }

  private final class Named implements Export {
    private final String name;
    private final ExportTarget target;

    Named(String name, ExportTarget target) {
      this.name = name;
      this.target = target;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public BlockDevice open() throws BlockFault {
      return ExportDirectory.this.open(target);
    }
  }
}
