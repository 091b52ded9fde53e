package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.cloud.SnapshotGroup;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.report.Amounts;
import dev.stillpoint.demo.report.Ledger;
import java.io.IOException;
import java.util.Optional;

/**
 * Step 6: SIGKILL in the middle of writing; every group is still there, byte for byte, and the
 * disks are at one instant.
 */
final class Kill {
  private final Scene scene;

  Kill(Scene scene) {
    this.scene = scene;
  }

  void run() throws CloudFault, IOException, InterruptedException {
    writeAndKill();
    long from = scene.ticker().nanos();
    scene.stage().start();
    long restartNanos = scene.ticker().nanos() - from;
    scene.ledger().figure("restartMillis", restartNanos / 1_000_000);
    scene.narrator().line("restarted and ready after " + Amounts.millis(restartNanos));
    proveGroups();
    proveDisks();
  }

  private void writeAndKill() throws CloudFault, IOException, InterruptedException {
    long crash = scene.settings().pace().crashTransactions();
    try (WritingSession session = new WritingSession(scene)) {
      session.awaitMore(crash);
      MadeGroup last = GroupsUnderLoad.make(scene, 1);
      session.awaitMore(crash);
      // Its snapshots are read while the disks are written, as they will be compared after the
      // kill.
      scene.read(last, scene.reader().read(last.snapshots()));
      session.awaitMore(crash);
      scene.markNow(Ledger.MarkKind.KILL);
      scene.stage().kill();
      session.awaitBreak();
    }
    long open = scene.records().begun() - scene.records().completed();
    scene.ledger().figure("transactionsInFlightAtKill", open);
    scene.narrator().line("SIGKILL with " + open + " transactions in flight");
  }

  private void proveGroups() throws CloudFault, IOException, InterruptedException {
    int same = 0;
    for (MadeGroup.Read before : scene.readGroups()) {
      same += isUnchanged(before) ? 1 : 0;
    }
    int all = scene.readGroups().size();
    MadeGroup.Read last = scene.readGroups().getLast();
    scene
        .narrator()
        .proof(
            scene.prove(
                "every group is still there after the kill",
                last.evidence(),
                last.made().bounds(),
                Ledger.Expectation.HOLDS,
                new Scene.Detail(
                    same + " of " + all + " groups are listed and byte for byte as before",
                    same == all)));
  }

  private boolean isUnchanged(MadeGroup.Read before)
      throws CloudFault, IOException, InterruptedException {
    SnapshotGroup known = before.made().group();
    Optional<SnapshotGroup> now = scene.cloud().findGroup(known.id());
    if (now.isEmpty() || !now.get().equals(known)) {
      scene.narrator().line("group " + known.id() + " is now " + now);
      return false;
    }
    Evidence bytes = scene.reader().read(before.made().snapshots());
    if (!bytes.digests().equals(before.evidence().digests())) {
      scene.narrator().line("group " + known.id() + " holds other bytes than before");
      return false;
    }
    return true;
  }

  private void proveDisks() throws IOException, InterruptedException {
    Evidence disks = scene.reader().read(scene.diskIds());
    Ledger.Proof proof =
        scene.prove(
            "the disks came back at one instant, with everything that was flushed",
            disks,
            InstantBounds.afterCrash(scene.records()),
            Ledger.Expectation.HOLDS,
            Scene.Detail.NONE);
    scene.ledger().figure("youngestTransactionAfterKill", proof.verdict().youngest());
    scene.narrator().proof(proof);
    scene
        .narrator()
        .line(
            "  youngest transaction on the disks "
                + Amounts.count(proof.verdict().youngest())
                + " of "
                + Amounts.count(scene.records().begun())
                + " begun");
  }
}
