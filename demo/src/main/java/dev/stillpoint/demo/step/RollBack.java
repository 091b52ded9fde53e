package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.cloud.SnapshotGroup;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.workload.Role;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Step 5: all disks of both hosts back to an older group in one call, and that undone. */
final class RollBack {
  private final Scene scene;

  RollBack(Scene scene) {
    this.scene = scene;
  }

  void run() throws CloudFault, IOException, InterruptedException {
    Evidence present = scene.reader().read(scene.diskIds());
    MadeGroup.Read target = scene.spanningGroups().getFirst();

    scene.narrator().line("rolling both hosts back to group " + target.made().group().id());
    String undo = reset(Ledger.MarkKind.ROLLBACK, target.made().snapshots());
    prove(
        "the original disks are back at their group's instant",
        target.made().bounds(),
        target.evidence(),
        "the group's snapshots hold");

    SnapshotGroup abandoned = scene.cloud().awaitGroup(undo);
    scene.narrator().line("undoing that with the automatic group " + undo);
    reset(Ledger.MarkKind.UNDO, scene.snapshotsOf(abandoned));
    prove(
        "the abandoned present is back",
        InstantBounds.ofPresent(),
        present,
        "the disks held before the rollback");
  }

  private String reset(Ledger.MarkKind kind, Map<Role, String> snapshots)
      throws CloudFault, InterruptedException {
    if (snapshots.size() != Role.values().length) {
      throw new CloudFault(
          "the group to roll back to lacks disks: it has only " + snapshots.keySet());
    }
    scene.cloud().stop(scene.hostA().id());
    scene.cloud().stop(scene.hostB().id());
    scene.markNow(kind);
    Map<String, String> byDisk = new HashMap<>();
    snapshots.forEach((role, snapshot) -> byDisk.put(scene.diskId(role), snapshot));
    String undo = scene.cloud().resetDisks(byDisk);
    scene.cloud().start(scene.hostA().id());
    scene.cloud().start(scene.hostB().id());
    return undo;
  }

  private void prove(String title, InstantBounds bounds, Evidence expected, String what)
      throws IOException, InterruptedException {
    Evidence disks = scene.reader().read(scene.diskIds());
    boolean same = disks.digests().equals(expected.digests());
    Scene.Detail detail =
        new Scene.Detail((same ? "byte for byte what " : "the bytes are not what ") + what, same);
    scene.narrator().proof(scene.prove(title, disks, bounds, Ledger.Expectation.HOLDS, detail));
  }
}
