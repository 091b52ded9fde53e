package dev.stillpoint.demo.step;

import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.report.Amounts;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.report.Narrator;
import dev.stillpoint.demo.workload.Latencies;
import dev.stillpoint.demo.workload.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole demonstration, step by step. {@link #run} belongs to one thread; {@link #close} may
 * come from any thread and ends the server.
 */
public final class Demonstration implements AutoCloseable {
  private final Stage stage;
  private final Scene scene;
  private int stepNumber;

  /**
   * Over a fresh directory. What comes out is written into the ledger and told to the narrator as
   * it happens.
   */
  public Demonstration(Settings settings, Ledger ledger, Narrator narrator) {
    this.stage = new Stage(settings);
    this.scene = new Scene(settings, stage, ledger, narrator);
  }

  /**
   * Does everything.
   *
   * @throws CloudFault the API refused or broke a promise
   * @throws IOException the server or a connection broke where it must not
   */
  public void run() throws CloudFault, IOException, InterruptedException {
    try {
      step("A server, two hosts, four disks", () -> new SetUp(scene).run());
      try (SessionSlot slot = new SessionSlot()) {
        step("A writer whose transactions span the disks", () -> warmUp(slot));
        step("Groups while it writes", () -> new GroupsUnderLoad(scene).run(slot.session));
      }
      step("New disks from a group, and a mixture for contrast", () -> new Restore(scene).run());
      step("All disks rolled back in one call, and the undo", () -> new RollBack(scene).run());
      step("SIGKILL in the middle of writing", () -> new Kill(scene).run());
      if (!stage.stop()) {
        scene.narrator().line("the server did not end by itself after SIGTERM");
      }
    } finally {
      noteWriting();
    }
  }

  /** Ends the server, whatever it does. */
  @Override
  public void close() {
    stage.close();
  }

  private void warmUp(SessionSlot slot) throws CloudFault, IOException, InterruptedException {
    long from = scene.ticker().nanos();
    slot.session = new WritingSession(scene);
    slot.session.awaitMore(scene.settings().pace().warmUpTransactions());
    long nanos = scene.ticker().nanos() - from;
    long completed = scene.records().completed();
    scene
        .narrator()
        .line(
            "log record, then its pages on both hosts, then the commit mark: "
                + Amounts.count(completed)
                + " transactions, "
                + Amounts.count(Math.round(completed * 1e9 / nanos))
                + " a second");
  }

  private void step(String title, Act act) throws CloudFault, IOException, InterruptedException {
    int number = ++stepNumber;
    scene.narrator().step(number, title);
    long from = scene.ticker().nanos();
    try {
      act.act();
    } finally {
      long nanos = scene.ticker().nanos() - from;
      scene.ledger().add(new Ledger.Step(number, title, nanos));
      scene.narrator().stepEnded(nanos);
    }
  }

  private void noteWriting() {
    List<Long> completedAt = new ArrayList<>();
    for (long n = 0; n < scene.records().begun(); n++) {
      long answered = scene.records().answeredAt(n, Role.COMMIT);
      if (answered != 0) {
        completedAt.add(answered - scene.beganNanos());
      }
    }
    scene
        .ledger()
        .writing(
            new Ledger.Writing(
                scene.records().begun(),
                scene.records().completed(),
                scene.busyNanos(),
                scene.ticker().nanos() - scene.beganNanos(),
                completedAt,
                new Latencies(scene.records()).all()));
  }

  /** What a step does. */
  @FunctionalInterface
  private interface Act {
    void act() throws CloudFault, IOException, InterruptedException;
  }

  /** Holds the session that two steps share, and closes it whatever happens in them. */
  private static final class SessionSlot implements AutoCloseable {
    private WritingSession session;

    @Override
    public void close() {
      if (session != null) {
        session.close();
      }
    }
  }
}
