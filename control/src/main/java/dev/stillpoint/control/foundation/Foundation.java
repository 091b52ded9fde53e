package dev.stillpoint.control.foundation;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.port.Admission;
import dev.stillpoint.control.port.DiskMigration;
import dev.stillpoint.control.port.ExportGate;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.ring.DataKeys;
import dev.stillpoint.control.step.CrashPoint;
import java.time.InstantSource;

/**
 * What every room of control stands on. Nothing in here is a rule.
 *
 * @param catalog everything but the bytes
 * @param engine the bytes
 * @param gate which exports are open
 * @param upload the step to the archive
 * @param body what runs behind an instance
 * @param migration the way of a disk to storage of another kind
 * @param limitsInForce every bound
 * @param geography region and zones
 * @param clock wall clock
 * @param identifiers names for new things
 * @param locks one for each object
 * @param admission who is let in
 * @param dataKeys the keys of sealed disks that may be used now
 * @param crash where a test may die
 */
public record Foundation(
    Catalog catalog,
    BlockEngine engine,
    ExportGate gate,
    SnapshotUpload upload,
    InstanceBody body,
    DiskMigration migration,
    LimitsInForce limitsInForce,
    Geography geography,
    InstantSource clock,
    Identifiers identifiers,
    ObjectLocks locks,
    Admission admission,
    DataKeys dataKeys,
    CrashPoint.Hook crash) {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  /** Every bound, as it is now. */
  public Limits limits() {
    return limitsInForce.now();
  }

  /** Milliseconds since 1970. */
  public long now() {
    return clock.millis();
  }

  /** A place where a process may die. */
  public void reached(CrashPoint point) {
    crash.at(point);
  }

  /** Ends an export. A fault of the engine does not keep it open; it is logged. */
  public void withdraw(String name, ExportGate.Withdrawal mode) {
    try {
      gate.withdraw(name, mode);
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "export " + name + " ended with a fault", e);
    }
  }

  /** Sends everybody away from an export that stays open. */
  public void cut(String name, ExportGate.Withdrawal mode) {
    try {
      gate.cut(name, mode);
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "connections of " + name + " ended with a fault", e);
    }
  }

  /**
   * What a client is told when the engine could not. The fault's own words are the cause, for the
   * log; they are not in the message.
   */
  public static Refusal refusal(BlockFault fault) {
    return new Refusal(fault, SharedError.INTERNAL_ERROR);
  }

  /**
   * As {@link #refusal(BlockFault)}, but a pool without room has a code of its own.
   *
   * @param full that code
   * @param arguments fill the places of its message
   */
  public static Refusal refusal(BlockFault fault, ErrorCode full, Object... arguments) {
    return fault instanceof BlockFault.OutOfSpace
        ? new Refusal(fault, full, arguments)
        : refusal(fault);
  }

  /**
   * True when a fault leaves open whether the call took place; then the intent stays for
   * reconciliation. After any other fault it surely did not.
   */
  public static boolean leavesOpen(BlockFault fault) {
    return switch (fault) {
      case BlockFault.Io _, BlockFault.OutOfService _ -> true;
      case BlockFault.OutOfSpace _,
          BlockFault.Corrupt _,
          BlockFault.Fenced _,
          BlockFault.OutOfRange _,
          BlockFault.ReadOnly _,
          BlockFault.NotFound _,
          BlockFault.AlreadyExists _,
          BlockFault.KeyUnavailable _ ->
          false;
    };
  }
}
