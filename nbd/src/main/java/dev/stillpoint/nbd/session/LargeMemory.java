package dev.stillpoint.nbd.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds what all connections together hold for requests that are larger than a connection's own
 * share. Safe for use by several threads at once.
 *
 * <p>Nobody keeps it from the others. It has two halves, for requests up to {@link #MEDIUM_BYTES}
 * and above, so that the largest never stand before the usual ones. The connections of one export
 * hold at most half of a half. And when somebody waits, the client pays that has let the server
 * wait for too long: its lease is revoked, and from then on it is given only what lies idle, until
 * one of its requests has come whole again.
 */
public final class LargeMemory {
  /** The largest request that counts to the first half. */
  static final long MEDIUM_BYTES = 3L << 20;

  private static final long UNIT_BYTES = 1 << 16;
  private static final long STEP_MILLIS = 10;

  private final Half medium;
  private final Half large;
  private final long waitNanosMax;
  private final LongSupplier nanoTicker;
  private volatile int waiting;

  /**
   * Makes it without allocating anything.
   *
   * @param bytes at least four times the largest request
   * @param waitMillisMax how long a request waits for others to give memory back
   */
  public LargeMemory(long bytes, long waitMillisMax, LongSupplier nanoTicker) {
    medium = new Half(bytes / 2);
    large = new Half(bytes - bytes / 2);
    waitNanosMax = TimeUnit.MILLISECONDS.toNanos(waitMillisMax);
    this.nanoTicker = nanoTicker;
  }

  /** Whether somebody waits. Who keeps memory only to use it again gives it back then. */
  boolean isWanted() {
    return waiting > 0;
  }

  /**
   * Takes memory; waits a while for it.
   *
   * @param terms what its holder has to keep to
   * @return empty if this connection gets none now
   */
  synchronized Optional<Lease> take(Tenant tenant, long bytes, Terms terms) {
    Half half = bytes <= MEDIUM_BYTES ? medium : large;
    Want want = new Want(tenant, Math.ceilDiv(bytes, UNIT_BYTES) * UNIT_BYTES);
    long deadline = nanoTicker.getAsLong() + waitNanosMax;
    half.wants.add(want);
    waiting++;
    try {
      while (!half.grants(want)) {
        long now = nanoTicker.getAsLong();
        if (tenant.late || now - deadline >= 0) {
          return Optional.empty();
        }
        half.revokeFor(want, now);
        wait(STEP_MILLIS);
      }
      Lease lease = new Lease(half, want, terms);
      half.hold(lease);
      return Optional.of(lease);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      half.wants.remove(want);
      waiting--;
      notifyAll();
    }
  }

  /**
   * What a holder has to keep to.
   *
   * @param patienceMillis how long its client may let the server wait while others want the memory
   * @param onRevoked called by any thread when it took longer; must not wait
   */
  record Terms(long patienceMillis, Runnable onRevoked) {}

  /** One connection, as far as this goes. */
  static final class Tenant {
    private final String export;
    private boolean late;

    Tenant(String export) {
      this.export = export;
    }
  }

  /** What a tenant waits for; never two at once. */
  private record Want(Tenant tenant, long bytes) {}

  /** What one half has, who holds it and who wants it. Guarded by the whole. */
  private static final class Half {
    private final long totalBytes;
    private final Map<String, Long> ofExports = new HashMap<>();
    private final Set<Lease> held = new LinkedHashSet<>();
    private final Deque<Want> wants = new ArrayDeque<>();
    private long freeBytes;

    Half(long totalBytes) {
      this.totalBytes = totalBytes;
      freeBytes = totalBytes;
    }

    boolean grants(Want want) {
      long left = freeBytes - want.bytes;
      return isTurnOf(want) && left >= (want.tenant.late ? totalBytes / 2 : 0);
    }

    /** In the order of coming; but those who wait for their own export hold up nobody else. */
    private boolean isTurnOf(Want want) {
      for (Want earlier : wants) {
        if (earlier.equals(want)) {
          return beyondShare(want) <= 0;
        }
        if (beyondShare(earlier) <= 0) {
          return false;
        }
      }
      throw new AssertionError("this want is not in the queue");
    }

    /** By how many bytes it would exceed what its export may hold. */
    private long beyondShare(Want want) {
      return ofExports.getOrDefault(want.tenant.export, 0L) + want.bytes - totalBytes / 2;
    }

    /** Revokes what the latest hold, as much of it as this one lacks. */
    void revokeFor(Want want, long now) {
      long ofExport = beyondShare(want);
      long missing = ofExport > 0 ? ofExport : want.bytes - freeBytes;
      for (Lease lease : held) {
        boolean helps = ofExport <= 0 || lease.tenant.export.equals(want.tenant.export);
        if (missing > 0 && helps && (lease.revoked || lease.isLate(now))) {
          missing -= lease.bytes;
          lease.revoke();
        }
      }
    }

    void hold(Lease lease) {
      freeBytes -= lease.bytes;
      ofExports.merge(lease.tenant.export, lease.bytes, Long::sum);
      held.add(lease);
    }

    void giveBack(Lease lease) {
      freeBytes += lease.bytes;
      ofExports.computeIfPresent(
          lease.tenant.export, (_, sum) -> sum == lease.bytes ? null : sum - lease.bytes);
      held.remove(lease);
    }
  }

  /** Memory that was granted to one connection. */
  final class Lease {
    private final Half half;
    private final Tenant tenant;
    private final long bytes;
    private final Terms terms;
    private boolean clientsTurn;
    private long clientsTurnSince;
    private volatile boolean revoked;

    private Lease(Half half, Want want, Terms terms) {
      this.half = half;
      tenant = want.tenant;
      bytes = want.bytes;
      this.terms = terms;
    }

    /** The server waits for the client from now on, unless it does already. */
    void clientsTurn() {
      synchronized (LargeMemory.this) {
        if (!clientsTurn) {
          clientsTurn = true;
          clientsTurnSince = nanoTicker.getAsLong();
        }
      }
    }

    /** The client has done what was awaited of it. */
    void ours() {
      synchronized (LargeMemory.this) {
        if (clientsTurn) {
          clientsTurn = false;
          tenant.late &= revoked;
        }
      }
    }

    /** Whether it has to be given back as soon as may be. */
    boolean revoked() {
      return revoked;
    }

    void giveBack() {
      synchronized (LargeMemory.this) {
        half.giveBack(this);
        LargeMemory.this.notifyAll();
      }
    }

    private boolean isLate(long now) {
      return clientsTurn
          && now - clientsTurnSince >= TimeUnit.MILLISECONDS.toNanos(terms.patienceMillis);
    }

    private void revoke() {
      if (!revoked) {
        revoked = true;
        tenant.late = true;
        terms.onRevoked.run();
      }
    }
  }
}
