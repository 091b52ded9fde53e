package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.Cloud;
import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.cloud.Instance;
import dev.stillpoint.demo.report.Amounts;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.report.TextReport;
import dev.stillpoint.demo.workload.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step 3: groups while the writer writes, and what its writes felt of them. */
final class GroupsUnderLoad {
  private final Scene scene;
  private final List<Stretch> withCall = new ArrayList<>();
  private final List<Stretch> without = new ArrayList<>();

  GroupsUnderLoad(Scene scene) {
    this.scene = scene;
  }

  void run(WritingSession session) throws CloudFault, IOException, InterruptedException {
    for (int i = 0; i < scene.settings().pace().groupCalls(); i++) {
      quietStretch();
      stretchWithCall(i);
    }
    session.rest();
    noteStall();
  }

  /** One group call by itself, in a way that the number chooses. */
  static MadeGroup make(Scene scene, int number) throws CloudFault, InterruptedException {
    Selection selection = selection(scene, number);
    Cloud cloud = scene.cloud();
    String token = cloud.token();
    String name = "demo-group-" + (scene.groups().size() + 1);
    long sent = scene.ticker().nanos();
    String id = cloud.createGroup(name, selection.instance(), selection.disks(), token);
    long answered = scene.ticker().nanos();
    MadeGroup made = scene.made(cloud.awaitGroup(id), selection.words(), sent, answered);
    String again = cloud.createGroup(name, selection.instance(), selection.disks(), token);
    if (!again.equals(id)) {
      throw new CloudFault("the same ClientToken made " + id + " and then " + again);
    }
    return made;
  }

  private void quietStretch() throws InterruptedException {
    long from = scene.ticker().nanos();
    Thread.sleep(scene.settings().pace().windowMillis());
    without.add(new Stretch(from, scene.ticker().nanos()));
    // A pause between the two, so that few writes are in flight in both.
    Thread.sleep(scene.settings().pace().windowMillis() / 4);
  }

  private void stretchWithCall(int number) throws CloudFault, InterruptedException {
    long from = scene.ticker().nanos();
    MadeGroup made = make(scene, number);
    long used = (scene.ticker().nanos() - from) / 1_000_000;
    Thread.sleep(Math.max(0, scene.settings().pace().windowMillis() - used));
    withCall.add(new Stretch(from, scene.ticker().nanos()));
    scene
        .narrator()
        .line(
            made.group().id()
                + "  "
                + made.selection()
                + ", "
                + made.group().members().size()
                + " disks: "
                + Amounts.millis(made.callNanos())
                + ", LSN "
                + made.group().cutLsn()
                + " at "
                + made.group().cutTime());
  }

  private void noteStall() {
    Latencies latencies = new Latencies(scene.records());
    for (int i = 0; i < withCall.size(); i++) {
      Stretch call = withCall.get(i);
      Stretch quiet = without.get(i);
      // The shorter of the two lengths for both, so that neither has more time for a long write.
      long nanos = Math.min(call.nanos(), quiet.nanos());
      scene
          .ledger()
          .add(
              new Ledger.Window(
                  nanos,
                  latencies.longestDuring(call.from(), call.from() + nanos),
                  latencies.longestDuring(quiet.until() - nanos, quiet.until())));
    }
    TextReport.stall(scene.ledger().windows()).forEach(scene.narrator()::line);
  }

  private static Selection selection(Scene scene, int number) {
    return switch (number % 4) {
      case 0 -> ofInstance(scene.hostA());
      case 2 -> ofInstance(scene.hostB());
      default ->
          new Selection(
              "by DiskId.N over both hosts",
              Optional.empty(),
              List.copyOf(scene.diskIds().values()));
    };
  }

  private static Selection ofInstance(Instance host) {
    return new Selection("by InstanceId of " + host.name(), Optional.of(host.id()), List.of());
  }

  private record Selection(String words, Optional<String> instance, List<String> disks) {}

  private record Stretch(long from, long until) {
    long nanos() {
      return until - from;
    }
  }
}
