package dev.stillpoint.server.exports;

import dev.stillpoint.block.VolumeId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Carries the news of failed devices from the threads of their clients to control, on threads of
 * its own: one at a time for each volume, however many requests fail. Safe for use by several
 * threads at once.
 */
public final class FaultReports {
  private static final System.Logger LOG = System.getLogger(FaultReports.class.getName());

  private final Set<VolumeId> underWay = ConcurrentHashMap.newKeySet();
  private volatile Consumer<VolumeId> listener = _ -> {};

  /** Who is told from now on; nobody before. */
  public void to(Consumer<VolumeId> other) {
    listener = other;
  }

  /** Tells that a device failed; returns at once. */
  void failed(VolumeId volume) {
    if (underWay.add(volume)) {
      Thread.ofVirtual().name("device-fault").start(() -> tell(volume));
    }
  }

  private void tell(VolumeId volume) {
    try {
      listener.accept(volume);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "that " + volume + " failed could not be noted", e);
    } finally {
      underWay.remove(volume);
    }
  }
}
