package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.workload.Role;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Step 4: every group proved from its snapshots, one restored to new disks, and a mixture of single
 * snapshots that must be rejected.
 */
final class Restore {
  private final Scene scene;

  Restore(Scene scene) {
    this.scene = scene;
  }

  void run() throws CloudFault, IOException, InterruptedException {
    for (MadeGroup group : scene.groups()) {
      proveSnapshots(scene, group);
    }
    proveNewDisks(scene.spanningGroups().getLast());
    rejectMixture();
  }

  /** Reads a group's snapshots as they are, and proves them. */
  static void proveSnapshots(Scene scene, MadeGroup group)
      throws IOException, InterruptedException {
    Evidence evidence = scene.reader().read(group.snapshots());
    scene.read(group, evidence);
    scene
        .narrator()
        .brief(
            scene.prove(
                "group " + group.group().id() + " (" + group.selection() + ") is one instant",
                evidence,
                group.bounds(),
                Ledger.Expectation.HOLDS,
                Scene.Detail.NONE));
  }

  private void proveNewDisks(MadeGroup.Read group)
      throws CloudFault, IOException, InterruptedException {
    Evidence disks = scene.reader().read(newDisks("restored", group.made().snapshots()));
    boolean same = disks.digests().equals(group.evidence().digests());
    scene
        .narrator()
        .proof(
            scene.prove(
                "new disks from group " + group.made().group().id() + " are at one instant",
                disks,
                group.made().bounds(),
                Ledger.Expectation.HOLDS,
                new Scene.Detail(
                    same
                        ? "byte for byte what the group's snapshots hold"
                        : "the new disks differ from the group's snapshots",
                    same)));
  }

  private void rejectMixture() throws CloudFault, IOException, InterruptedException {
    Map<Role, String> snapshots = new EnumMap<>(Role.class);
    long sent;
    long answered;
    try (WritingSession session = new WritingSession(scene)) {
      session.awaitMore(scene.settings().pace().mixtureTransactions());
      sent = scene.ticker().nanos();
      // The log first: what is written between its snapshot and the others must show as effects
      // without their cause.
      for (Role role : new Role[] {Role.LOG, Role.PAGE_A, Role.PAGE_B, Role.COMMIT}) {
        scene.markNow(Ledger.MarkKind.SNAPSHOT);
        snapshots.put(
            role, scene.cloud().createSnapshot(scene.diskId(role), "single-" + role.label()));
        session.awaitMore(scene.settings().pace().mixtureTransactions());
      }
      answered = scene.ticker().nanos();
      session.rest();
    }
    Evidence mixture = scene.reader().read(newDisks("mixture", snapshots));
    scene
        .narrator()
        .proof(
            scene.prove(
                "new disks from four single snapshots, taken one after another, are rejected",
                mixture,
                InstantBounds.ofCall(sent, answered),
                Ledger.Expectation.IS_REJECTED,
                Scene.Detail.NONE));
  }

  private Map<Role, String> newDisks(String prefix, Map<Role, String> snapshots)
      throws CloudFault, InterruptedException {
    Map<Role, String> disks = new EnumMap<>(Role.class);
    for (Map.Entry<Role, String> snapshot : snapshots.entrySet()) {
      String name = prefix + "-" + snapshot.getKey().label();
      disks.put(
          snapshot.getKey(),
          scene.cloud().attachDiskFrom(snapshot.getValue(), name, scene.restoreHost().id()));
    }
    return disks;
  }
}
