package dev.stillpoint.control.recovery;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskEmptyingRow;
import dev.stillpoint.catalog.DiskMoveRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.AutoSnapshots;
import dev.stillpoint.control.disk.DiskSpecChange;
import dev.stillpoint.control.disk.SharedExports;
import dev.stillpoint.control.disk.Staleness;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.freeze.Disposal;
import dev.stillpoint.control.freeze.Freezing;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.freeze.Uploads;
import dev.stillpoint.control.instance.InstanceStates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles at start what a crash left half done. The engine's log is the truth about bytes, the
 * catalog about everything else. The cases:
 *
 * <table>
 *   <caption>what is found, what is done</caption>
 *   <tr><td>A</td><td>snapshot or group INTENDED, engine has its record</td><td>it goes on from there</td></tr>
 *   <tr><td>B</td><td>snapshot or group INTENDED, no record</td><td>FAILED; an undo group is forgotten</td></tr>
 *   <tr><td>C</td><td>snapshot DELETING</td><td>its image is deleted, its row too</td></tr>
 *   <tr><td>D</td><td>disk REINITING</td><td>Available or In_use again, after A or B told which bytes it has</td></tr>
 *   <tr><td>P</td><td>disk to become empty, engine has its present</td><td>it is emptied to the end</td></tr>
 *   <tr><td>E</td><td>disk CREATING, volume exists</td><td>Available</td></tr>
 *   <tr><td>F</td><td>disk CREATING, no volume</td><td>its row is forgotten</td></tr>
 *   <tr><td>G</td><td>instances of one request PENDING, all volumes exist</td><td>Running, or Stopped where that was asked for</td></tr>
 *   <tr><td>H</td><td>instances of one request PENDING, a volume is missing</td><td>those that exist are deleted, the rows forgotten</td></tr>
 *   <tr><td>I</td><td>instance DELETING</td><td>goes with the disks that go with it</td></tr>
 *   <tr><td>J</td><td>disk DELETING</td><td>its volume is deleted, its row too</td></tr>
 *   <tr><td>K</td><td>disk ATTACHING, DETACHING</td><td>In_use, Available</td></tr>
 *   <tr><td>R</td><td>instance that begins or ends to hold a shared disk</td><td>holds it, does not</td></tr>
 *   <tr><td>L</td><td>instance STARTING, STOPPING</td><td>Running, Stopped</td></tr>
 *   <tr><td>O</td><td>disk to be resized</td><td>has the new size if its volume has</td></tr>
 *   <tr><td>S</td><td>image CREATING</td><td>Available if its snapshots were frozen, else forgotten</td></tr>
 *   <tr><td>Q</td><td>disk on its way to another category</td><td>it goes on</td></tr>
 *   <tr><td>M</td><td>token of a request that took place</td><td>its answer can be replayed</td></tr>
 *   <tr><td>N</td><td>token of a request that did not</td><td>free</td></tr>
 * </table>
 *
 * <p>Only what an intent names is ever deleted. Then disks that may lack answered writes become
 * stale, the other exports are opened, and uploads go on. Runs before any client is let in.
 */
public final class Reconciliation {
  private final Foundation foundation;
  private final Uploads uploads;
  private final Volumes volumes;
  private final List<String> done = new ArrayList<>();

  public Reconciliation(Foundation foundation) {
    this.foundation = foundation;
    this.uploads = new Uploads(foundation);
    this.volumes = new Volumes(foundation);
  }

  /**
   * Settles everything and opens the exports.
   *
   * @param choice about disks that may lack answered writes
   * @return what was done, a sentence each; empty after an orderly stop
   * @throws BlockFault the engine refuses to delete or to be opened
   */
  public List<String> run(AfterPowerCut choice) throws BlockFault {
    settleIntents();
    new LostAnswers(foundation).settle(choice);
    openExports();
    resume();
    return List.copyOf(done);
  }

  /** As {@link #run}, where nobody is served: what may be lost is left to the start of a server. */
  public List<String> settle() throws BlockFault {
    settleIntents();
    resume();
    return List.copyOf(done);
  }

  private void settleIntents() throws BlockFault {
    done.clear();
    EngineState engine = EngineState.of(foundation.engine());
    settleDeletions(engine);
    settleEmptyings(engine);
    write(tables -> settleFreezes(tables, engine));
    write(tables -> ImageSettlement.images(tables, done));
    settleInstances(engine);
    settleDisks(engine);
    write(tables -> DiskSettlement.resizes(tables, engine, done));
    write(tables -> DiskSettlement.holds(tables, foundation.now(), done));
    write(this::settleTokens);
    foundation.dataKeys().sweep();
  }

  private void resume() {
    resumeUploads();
    resumeMoves();
  }

  private void write(Settlement settlement) {
    foundation
        .catalog()
        .write(tables -> {
          settlement.in(tables);
          return done;
        });
  }

  /** Row C. */
  private void settleDeletions(EngineState engine) throws BlockFault {
    List<SnapshotRow> going =
        foundation.catalog().read(tables -> tables.snapshots().inTransition()).stream()
            .filter(row -> row.state() == SnapshotState.DELETING)
            .toList();
    List<ImageId> images =
        going.stream()
            .filter(row -> engine.images().containsKey(row.image()))
            .map(row -> new ImageId(row.image()))
            .toList();
    for (int at = 0; at < images.size(); at += BlockEngine.GROUP_MEMBERS_MAX) {
      int end = Math.min(images.size(), at + BlockEngine.GROUP_MEMBERS_MAX);
      foundation.engine().deleteImages(images.subList(at, end));
    }
    if (!going.isEmpty()) {
      write(tables -> Disposal.forget(tables, going));
      going.forEach(row -> done.add("snapshot " + row.snapshotId() + " was deleted to the end"));
    }
  }

  /** Row P. */
  private void settleEmptyings(EngineState engine) throws BlockFault {
    for (DiskEmptyingRow row : foundation.catalog().read(tables -> tables.diskEmptyings().all())) {
      DiskRow disk =
          foundation.catalog().read(tables -> tables.disks().find(row.diskId()).orElseThrow());
      try {
        if (engine.groups().containsKey(row.engineGroup())) {
          volumes.empty(disk);
          done.add("disk " + row.diskId() + " was emptied to the end");
        }
      } catch (BlockFault.OutOfSpace _) {
        done.add("disk " + row.diskId() + " stays ReIniting: the pool has no room to empty it");
        continue;
      } catch (BlockFault.KeyUnavailable _) {
        done.add("disk " + row.diskId() + " stays ReIniting: its key may not be used now");
        continue;
      }
      write(tables -> tables.diskEmptyings().remove(row.diskId()));
    }
  }

  /** Rows A, B and D. */
  private void settleFreezes(Tables tables, EngineState engine) {
    Map<Long, List<SnapshotRow>> intended = new LinkedHashMap<>();
    tables.snapshots().inTransition().stream()
        .filter(row -> row.state() == SnapshotState.INTENDED)
        .forEach(
            row -> intended.computeIfAbsent(row.engineGroup(), _ -> new ArrayList<>()).add(row));
    for (List<SnapshotRow> members : intended.values()) {
      settleFreeze(tables, engine, members);
    }
    for (DiskRow disk : tables.disks().inTransition()) {
      boolean emptying =
          tables.diskEmptyings().all().stream().anyMatch(r -> r.diskId().equals(disk.diskId()));
      if (disk.status() == DiskStatus.REINITING && !emptying) {
        boolean attached = disk.instanceId() != null;
        tables
            .disks()
            .setStatus(disk.diskId(), attached ? DiskStatus.IN_USE : DiskStatus.AVAILABLE);
      }
    }
  }

  private void settleFreeze(Tables tables, EngineState engine, List<SnapshotRow> members) {
    SnapshotRow first = members.getFirst();
    String name = first.groupId() == null ? first.snapshotId() : first.groupId();
    if (engine.groups().containsKey(first.engineGroup())) {
      Cut cut = engine.groups().get(first.engineGroup()).cut();
      uploads.confirm(tables, members, cut);
      done.add(name + " was frozen at LSN " + cut.lsn().value() + " and goes on");
      return;
    }
    boolean undo =
        first.groupId() != null
            && tables.groups().find(first.groupId()).map(GroupRow::automatic).orElse(false);
    if (undo) {
      Disposal.forget(tables, members);
      done.add("the rollback that " + name + " was to undo did not take place");
    } else {
      Freezing.fail(tables, members, foundation.now());
      done.add(name + " was never frozen and failed");
    }
  }

  /** Rows G, H, I and L. */
  private void settleInstances(EngineState engine) throws BlockFault {
    for (List<InstanceRow> run : foundation.catalog().read(PendingRuns::of)) {
      settlePending(engine, run);
    }
    for (InstanceRow row : withStatus(InstanceStatus.DELETING)) {
      for (DiskRow disk : disksOf(row.instanceId())) {
        if (disk.status() == DiskStatus.DELETING) {
          deleteVolume(engine, disk);
        }
      }
      write(tables -> forget(tables, row.instanceId()));
      done.add("instance " + row.instanceId() + " was deleted to the end");
    }
    for (InstanceRow row : withStatus(InstanceStatus.STARTING)) {
      write(tables -> InstanceStates.setRunning(tables, row.instanceId(), foundation.now()));
      done.add("instance " + row.instanceId() + " was started to the end");
    }
    for (InstanceRow row : withStatus(InstanceStatus.STOPPING)) {
      write(tables -> tables.instances().setStopped(row.instanceId(), "KeepCharging"));
      done.add("instance " + row.instanceId() + " was stopped to the end");
    }
  }

  private List<InstanceRow> withStatus(InstanceStatus status) {
    return foundation.catalog().read(tables -> tables.instances().withStatus(status));
  }

  private List<DiskRow> disksOf(String instanceId) {
    return foundation
        .catalog()
        .read(tables -> {
          List<DiskRow> disks = new ArrayList<>(tables.disks().ofInstance(instanceId));
          tables.disks().madeWith(instanceId).stream()
              .filter(disk -> disk.instanceId() == null)
              .forEach(disks::add);
          return disks;
        });
  }

  private void settlePending(EngineState engine, List<InstanceRow> run) throws BlockFault {
    List<DiskRow> disks = run.stream().flatMap(row -> disksOf(row.instanceId()).stream()).toList();
    boolean complete = disks.stream().allMatch(d -> engine.volumes().containsKey(d.volume()));
    if (complete) {
      write(tables ->
          run.forEach(row -> InstanceStates.setMade(tables, row.instanceId(), foundation.now())));
      run.forEach(
          row -> done.add("instance " + row.instanceId() + " has all its disks and stands"));
      return;
    }
    for (DiskRow disk : disks) {
      deleteVolume(engine, disk);
    }
    write(tables -> {
      disks.forEach(disk -> tables.disks().remove(disk.diskId()));
      run.forEach(row -> tables.instances().remove(row.instanceId()));
    });
    run.forEach(row ->
        done.add(
            "instance "
                + row.instanceId()
                + " was given up: not all disks of its request were made"));
  }

  private void deleteVolume(EngineState engine, DiskRow disk) throws BlockFault {
    if (engine.volumes().containsKey(disk.volume())) {
      foundation.engine().deleteVolume(new VolumeId(disk.volume()));
    }
  }

  private void forget(Tables tables, String instanceId) {
    InstanceStates.forget(tables, instanceId, foundation.now());
  }

  /** Rows E, F, J and K. */
  private void settleDisks(EngineState engine) throws BlockFault {
    for (DiskRow disk : foundation.catalog().read(tables -> tables.disks().inTransition())) {
      if (disk.status() == DiskStatus.DELETING) {
        deleteVolume(engine, disk);
      }
      write(tables -> settleDisk(tables, engine, disk));
    }
  }

  private void settleDisk(Tables tables, EngineState engine, DiskRow disk) {
    String id = disk.diskId();
    switch (disk.status()) {
      case CREATING -> {
        if (engine.volumes().containsKey(disk.volume())) {
          tables.disks().setStatus(id, DiskStatus.AVAILABLE);
          done.add("disk " + id + " has its volume and is Available");
        } else {
          tables.disks().remove(id);
          done.add("disk " + id + " was given up: it has no volume");
        }
      }
      case DELETING -> {
        AutoSnapshots.goWith(tables, id, foundation.now());
        tables.disks().remove(id);
        done.add("disk " + id + " was deleted to the end");
      }
      case ATTACHING -> {
        tables.disks().setAttached(id, foundation.now());
        boolean running =
            tables
                .instances()
                .find(disk.instanceId())
                .map(InstanceRow::status)
                .filter(status -> status == InstanceStatus.RUNNING)
                .isPresent();
        if (running) {
          tables.disks().setExposed(disk.instanceId());
        }
        done.add("disk " + id + " was attached to the end");
      }
      case DETACHING -> {
        tables.disks().setDetached(id, foundation.now());
        done.add("disk " + id + " was detached to the end");
      }
      case AVAILABLE, IN_USE, REINITING -> {}
    }
  }

  /** Rows M and N. */
  private void settleTokens(Tables tables) {
    tables
        .tokens()
        .running()
        .forEach(row -> {
          boolean stands = !row.answer().isEmpty();
          for (String id : row.answer().split(",", -1)) {
            stands &= TokenAnswers.stands(tables, id);
          }
          if (stands) {
            tables.tokens().setAnswer(row, Frozen.completed(tables, row.answer()));
            tables.tokens().setDone(row);
            done.add("the client token of " + row.answer() + " can be replayed");
          } else {
            tables.tokens().remove(row);
            done.add("a client token of " + row.action() + " is free again");
          }
        });
  }

  private void openExports() throws BlockFault {
    List<DiskRow> open =
        foundation
            .catalog()
            .read(tables -> {
              List<DiskRow> disks = new ArrayList<>();
              for (InstanceRow row : tables.instances().withStatus(InstanceStatus.RUNNING)) {
                tables.disks().ofInstance(row.instanceId()).stream()
                    .filter(disk -> disk.status() == DiskStatus.IN_USE)
                    .forEach(disks::add);
              }
              return disks;
            });
    for (DiskRow disk : open) {
      if (foundation.catalog().read(tables -> Staleness.lost(tables, disk.diskId()))) {
        foundation.gate().bar(disk.diskId(), Staleness.sentence(disk));
      } else {
        volumes.publishAsShown(disk);
      }
    }
    SharedExports shared = new SharedExports(foundation);
    for (InstanceRow row : withStatus(InstanceStatus.RUNNING)) {
      shared.reopen(row.instanceId());
    }
    withStatus(InstanceStatus.RUNNING).forEach(row -> foundation.body().start(row.instanceId()));
    uploads.publish(
        foundation.catalog().read(tables -> tables.snapshots().all()).stream()
            .filter(Exports::available)
            .toList());
  }

  /** Row Q. */
  private void resumeMoves() {
    DiskSpecChange change = new DiskSpecChange(foundation);
    for (DiskMoveRow row : foundation.catalog().read(tables -> tables.diskMoves().all())) {
      done.add("disk " + row.diskId() + " goes on to be " + row.category());
      change.begin(row);
    }
  }

  private void resumeUploads() {
    Map<Long, List<SnapshotRow>> unfinished = new LinkedHashMap<>();
    foundation.catalog().read(tables -> tables.snapshots().inTransition()).stream()
        .filter(row -> row.state() == SnapshotState.PROGRESSING)
        .forEach(
            row -> unfinished.computeIfAbsent(row.engineGroup(), _ -> new ArrayList<>()).add(row));
    unfinished.values().forEach(uploads::resume);
  }

  /** One transaction's worth. */
  @FunctionalInterface
  private interface Settlement {
    void in(Tables tables);
  }
}
