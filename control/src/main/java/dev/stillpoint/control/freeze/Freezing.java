package dev.stillpoint.control.freeze;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens.Claim;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * From intent to confirmation: the engine freezes the members with one record, the catalog learns
 * the cut, the upload begins. The rows of the intent were written before, and are durable. With the
 * engine's record they say everything that the confirmation does, so it is not synced; {@link
 * dev.stillpoint.control.recovery.Reconciliation} writes it again where the machine's death took
 * it.
 */
public final class Freezing {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;
  private final Uploads uploads;

  public Freezing(Foundation foundation) {
    this.foundation = foundation;
    this.uploads = new Uploads(foundation);
  }

  /**
   * Freezes.
   *
   * @param members rows that are INTENDED, all of one engine group
   * @param claim the request's token
   * @param failed the code for an engine that could not; then the rows are FAILED
   */
  public void freeze(List<SnapshotRow> members, Claim claim, ErrorCode failed) throws Refusal {
    freeze(members, claim, failed, (_, _) -> {});
  }

  /**
   * Freezes, and lets the token remember the instant with the name.
   *
   * @param id what is answered: of the group, or of the only member
   */
  public Frozen freeze(String id, List<SnapshotRow> members, Claim claim, ErrorCode failed)
      throws Refusal {
    Cut cut =
        freeze(
            members, claim, failed, (tables, at) -> claim.answer(tables, Frozen.of(id, at).text()));
    return Frozen.of(id, cut);
  }

  private Cut freeze(
      List<SnapshotRow> members, Claim claim, ErrorCode failed, BiConsumer<Tables, Cut> told)
      throws Refusal {
    foundation.reached(CrashPoint.FREEZE_INTENDED);
    Cut cut = act(members, claim, failed);
    uploads.publish(members);
    foundation.reached(CrashPoint.FREEZE_DONE);
    // The intent and the engine's log are durable and say the same: nobody need wait for the disk.
    foundation
        .catalog()
        .writeUnsynced(tables -> {
          uploads.confirm(tables, members, cut);
          told.accept(tables, cut);
          claim.done(tables);
          return cut;
        });
    foundation.reached(CrashPoint.FREEZE_CONFIRMED);
    uploads.begin(members);
    return cut;
  }

  private Cut act(List<SnapshotRow> members, Claim claim, ErrorCode failed) throws Refusal {
    List<Freeze> orders =
        members.stream()
            .map(row -> new Freeze(new VolumeId(row.sourceVolume()), new ImageId(row.image())))
            .toList();
    if (!foundation.engine().inService()) {
      // Whether a freeze that meets the failure took place is open; this one was never sent.
      failAll(members);
      throw new Refusal(failed, "the pool is out of service until the server is started again");
    }
    try {
      return foundation.engine().freeze(new GroupId(engineGroup(members)), orders);
    } catch (BlockFault e) {
      if (Foundation.leavesOpen(e)) {
        claim.keep();
        throw Foundation.refusal(e);
      }
      failAll(members);
      if (e instanceof BlockFault.OutOfSpace) {
        throw new Refusal(e, failed, "the pool has no room left");
      }
      LOG.log(System.Logger.Level.WARNING, "engine group " + engineGroup(members) + " failed", e);
      throw new Refusal(e, failed, "something inside the server failed");
    }
  }

  private void failAll(List<SnapshotRow> members) {
    foundation
        .catalog()
        .write(tables -> {
          fail(tables, members, foundation.now());
          return members;
        });
  }

  private static long engineGroup(List<SnapshotRow> members) {
    return members.getFirst().engineGroup();
  }

  /** The catalog learns that members, and the group they belong to, never came to be. */
  public static void fail(Tables tables, List<SnapshotRow> members, long now) {
    for (SnapshotRow row : members) {
      tables.snapshots().setState(row.snapshotId(), SnapshotState.FAILED, now);
      tables.snapshotLocks().remove(row.snapshotId());
    }
    String group = members.getFirst().groupId();
    if (group != null) {
      tables.groups().setState(group, SnapshotState.FAILED);
    }
  }
}
