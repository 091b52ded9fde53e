package dev.stillpoint.server.exports;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.control.port.IoLimits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A throttle for each disk, or none at all. Safe for use by several threads at once. */
public final class Throttles {
  private final Optional<LongSupplier> nanoTicker;
  private final Map<VolumeId, Throttle> byVolume = new ConcurrentHashMap<>();

  private Throttles(Optional<LongSupplier> nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  /** Every disk is as fast as it can be. */
  public static Throttles off() {
    return new Throttles(Optional.empty());
  }

  /** Every disk keeps to its limits. */
  public static Throttles on(LongSupplier nanoTicker) {
    return new Throttles(Optional.of(nanoTicker));
  }

  void set(VolumeId volume, IoLimits limits) {
    nanoTicker.ifPresent(
        ticker -> byVolume.computeIfAbsent(volume, _ -> new Throttle(limits, ticker)).set(limits));
  }

  /** Nobody waits any more; a disk that is published again has a throttle of its own again. */
  void open(VolumeId volume) {
    Throttle throttle = byVolume.remove(volume);
    if (throttle != null) {
      throttle.open();
    }
  }

  /** Nobody waits, until there are limits again. */
  void hurry(VolumeId volume) {
    Throttle throttle = byVolume.get(volume);
    if (throttle != null) {
      throttle.open();
    }
  }

  BlockDevice over(VolumeId volume, BlockDevice device) {
    Throttle throttle = byVolume.get(volume);
    return throttle == null ? device : new ThrottledDevice(device, throttle);
  }
}
