package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.Cloud;
import dev.stillpoint.demo.cloud.Instance;
import dev.stillpoint.demo.cloud.SnapshotGroup;
import dev.stillpoint.demo.proof.Evidence;
import dev.stillpoint.demo.proof.InstantBounds;
import dev.stillpoint.demo.proof.Prover;
import dev.stillpoint.demo.proof.Verdict;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.report.Narrator;
import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.Role;
import dev.stillpoint.demo.workload.Ticker;
import dev.stillpoint.demo.workload.WriteRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps share: the server, the hosts with their disks, the writer's records, the groups
 * made so far. Used by one thread.
 */
final class Scene {
  private final Settings settings;
  private final Stage stage;
  private final Ledger ledger;
  private final Narrator narrator;
  private final Layout layout;
  private final WriteRecords records = new WriteRecords();
  private final DiskReader reader;
  private final Prover prover;
  private final long beganNanos;
  private final Map<Role, String> diskIds = new EnumMap<>(Role.class);
  private final List<MadeGroup> groups = new ArrayList<>();
  private final List<MadeGroup.Read> readGroups = new ArrayList<>();
  private final List<Instance> hosts = new ArrayList<>();
  private long busyNanos;

  Scene(Settings settings, Stage stage, Ledger ledger, Narrator narrator) {
    this.settings = settings;
    this.stage = stage;
    this.ledger = ledger;
    this.narrator = narrator;
    this.layout = Layout.ofDemonstration(settings.seed());
    this.reader = new DiskReader(stage, layout);
    this.prover = new Prover(layout, records);
    this.beganNanos = settings.ticker().nanos();
  }

  /** Takes the hosts onto the scene: A, B, and the one that new disks are attached to. */
  void take(Instance hostA, Instance hostB, Instance restoreHost) throws IOException {
    hosts.addAll(List.of(hostA, hostB, restoreHost));
    for (Role role : Role.values()) {
      Instance host = role == Role.LOG || role == Role.PAGE_A ? hostA : hostB;
      String id = host.disks().get(role.label());
      if (id == null) {
        throw new IOException(host.name() + " has no disk named " + role.label());
      }
      diskIds.put(role, id);
    }
  }

  /** Notes a group by what its call answered and its description says. */
  MadeGroup made(SnapshotGroup group, String selection, long sentNanos, long answeredNanos) {
    MadeGroup made =
        new MadeGroup(
            group,
            selection,
            InstantBounds.ofCall(sentNanos, answeredNanos),
            answeredNanos - sentNanos,
            snapshotsOf(group));
    groups.add(made);
    mark(Ledger.MarkKind.GROUP, sentNanos);
    return made;
  }

  /** Notes what a group's snapshots showed, once and for all. */
  void read(MadeGroup made, Evidence evidence) {
    readGroups.add(new MadeGroup.Read(made, evidence));
    ledger.add(
        new Ledger.Group(
            made.group().id(),
            made.selection(),
            made.group().members().size(),
            made.group().cutLsn(),
            made.group().cutTime(),
            made.callNanos(),
            evidence.digests()));
  }

  /** The snapshots of the writer's disks in a group. */
  Map<Role, String> snapshotsOf(SnapshotGroup group) {
    Map<Role, String> snapshots = new EnumMap<>(Role.class);
    diskIds.forEach((role, disk) -> {
      if (group.members().containsKey(disk)) {
        snapshots.put(role, group.members().get(disk));
      }
    });
    return snapshots;
  }

  /** Has the prover judge and writes the outcome into the ledger. */
  Ledger.Proof prove(
      String title,
      Evidence evidence,
      InstantBounds bounds,
      Ledger.Expectation expectation,
      Detail detail) {
    Verdict verdict = prover.prove(evidence, bounds);
    Ledger.Proof proof =
        new Ledger.Proof(title, expectation, verdict, detail.text(), detail.held());
    ledger.add(proof);
    return proof;
  }

  void mark(Ledger.MarkKind kind, long nanos) {
    ledger.add(new Ledger.Mark(kind, nanos - beganNanos));
  }

  void markNow(Ledger.MarkKind kind) {
    mark(kind, settings.ticker().nanos());
  }

  void addBusy(long nanos) {
    busyNanos += nanos;
  }

  Settings settings() {
    return settings;
  }

  Stage stage() {
    return stage;
  }

  Cloud cloud() {
    return stage.cloud();
  }

  Ledger ledger() {
    return ledger;
  }

  Narrator narrator() {
    return narrator;
  }

  Layout layout() {
    return layout;
  }

  WriteRecords records() {
    return records;
  }

  DiskReader reader() {
    return reader;
  }

  Ticker ticker() {
    return settings.ticker();
  }

  Instance hostA() {
    return hosts.get(0);
  }

  Instance hostB() {
    return hosts.get(1);
  }

  Instance restoreHost() {
    return hosts.get(2);
  }

  String diskId(Role role) {
    return diskIds.get(role);
  }

  Map<Role, String> diskIds() {
    return Map.copyOf(diskIds);
  }

  /** The groups made so far, oldest first. */
  List<MadeGroup> groups() {
    return List.copyOf(groups);
  }

  /** The groups whose snapshots were read, with what they showed. */
  List<MadeGroup.Read> readGroups() {
    return List.copyOf(readGroups);
  }

  /** The groups over all four disks, oldest first. */
  List<MadeGroup.Read> spanningGroups() {
    return readGroups.stream()
        .filter(read -> read.made().snapshots().size() == Role.values().length)
        .toList();
  }

  long beganNanos() {
    return beganNanos;
  }

  long busyNanos() {
    return busyNanos;
  }

  /** A comparison beside a proof. */
  record Detail(String text, boolean held) {
    static final Detail NONE = new Detail("", true);
  }
}
