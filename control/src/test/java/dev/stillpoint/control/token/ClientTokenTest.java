package dev.stillpoint.control.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One request, one effect, however often it is sent. */
class ClientTokenTest extends InAWorld {
  private GroupCall call(String token, String... disks) {
    GroupCall call = new GroupCall();
    call.disks = List.of(disks);
    call.token = token;
    return call;
  }

  @Test
  void theFirstAnswerIsReplayedAlthoughTheDiskIsGone() throws Exception {
    String instance = calls.instance(0);
    String disk = calls.disk(20);
    calls.attach(disk, instance);
    calls.detach(disk, instance);
    String group = calls.group(call("t", disk));
    calls.deleteDisk(disk);
    assertThat(calls.group(call("t", disk))).isEqualTo(group);
    world.restart();
    assertThat(calls.group(call("t", disk))).isEqualTo(group);
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void otherParametersAreAMismatch() throws Exception {
    List<String> disks = calls.disksOf(calls.instance(1));
    calls.group(call("t", disks.get(0)));
    refused(SharedError.IDEMPOTENT_PARAMETER_MISMATCH, () -> calls.group(call("t", disks.get(1))));
    assertThat(calls.group(call("T", disks.get(1)))).as("case matters").isNotEmpty();
  }

  @Test
  void aTokenBelongsToItsAction() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    String group = calls.group(call("t", disk));
    String snapshot = calls.snapshot(disk, "t");
    assertThat(snapshot).isNotEqualTo(group);
    assertThat(calls.snapshot(disk, "t")).isEqualTo(snapshot);
  }

  @Test
  void aRefusalReleasesTheToken() throws Exception {
    String disk = calls.disk(20);
    refused(GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, () -> calls.group(call("t", disk)));
    calls.attach(disk, calls.instance(0));
    assertThat(calls.group(call("t", disk))).startsWith("ssg-");
  }

  @Test
  void aRequestThatBreaksOffAfterItsIntentHoldsItsTokenUntilReconciliationKnows() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (CrashPoint point : List.of(CrashPoint.FREEZE_INTENDED, CrashPoint.FREEZE_DONE)) {
      String token = point.name();
      world.breakAt(point, new IllegalStateException("a mistake"));
      assertThatIllegalStateException().isThrownBy(() -> calls.group(call(token, disk)));
      refused(SharedError.IDEMPOTENT_PROCESSING, () -> calls.group(call(token, disk)));
    }
    assertThat(world.engine().groups()).hasSize(1);
    world.restart();
    String frozen = calls.group(call("FREEZE_DONE", disk));
    assertThat(calls.group(frozen).status()).isEqualTo("accomplished");
    assertThat(world.engine().groups()).as("the first try's").hasSize(1);
    calls.group(call("FREEZE_INTENDED", disk));
    assertThat(world.engine().groups()).as("the intent came to nothing").hasSize(2);
  }

  @Test
  void aRequestThatBreaksOffAfterItsConfirmationIsReplayed() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.breakAt(CrashPoint.FREEZE_CONFIRMED, new IllegalStateException("a mistake"));
    assertThatIllegalStateException().isThrownBy(() -> calls.group(call("t", disk)));
    assertThat(calls.group(call("t", disk))).startsWith("ssg-");
    assertThat(world.engine().groups()).hasSize(1);
    world.restart();
  }

  @Test
  void anAnswerIsKeptADay() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    String group = calls.group(call("t", disk));
    world.pass(Duration.ofHours(24).minusSeconds(1));
    assertThat(calls.group(call("t", disk))).isEqualTo(group);
    world.pass(Duration.ofSeconds(1));
    assertThat(calls.group(call("t", disk))).isNotEqualTo(group);
    world.pass(Duration.ofHours(25));
    assertThat(world.control().expiry().step()).isEqualTo(1);
  }

  @Test
  void whileTheFirstRunsTheSecondIsToldSo() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    List<Refusal> second = new ArrayList<>();
    world.upload((items, progress) ->
        progress.reached(items.stream().map(item -> item.snapshotId()).toList(), 100));
    // The second request comes while the first stands between its intent and its answer.
    world.duringNextStep(() ->
        second.add(refused(SharedError.IDEMPOTENT_PROCESSING, () -> calls.group(call("t", disk)))));
    String group = calls.group(call("t", disk));
    assertThat(second).hasSize(1);
    assertThat(calls.group(call("t", disk))).isEqualTo(group);
  }

  @Test
  void identicalCallsAtOnceMakeOneGroup() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    int callers = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              try {
                return calls.group(call("t", disk));
              } catch (Refusal e) {
                return e.code().code();
              }
            }));
      }
      start.countDown();
    }
    String group = calls.group(call("t", disk));
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isIn(group, "IdempotentProcessing");
    }
    assertThat(calls.groups(null)).hasSize(1);
    assertThat(world.engine().groups()).hasSize(1);
  }

  @Test
  void disksAndInstancesSpeakOfTokensInTheirOwnWords() throws Exception {
    String disk = calls.disk("cloud_essd", "cn-hangzhou-h", 20, null, "t");
    assertThat(calls.disk("cloud_essd", "cn-hangzhou-h", 20, null, "t")).isEqualTo(disk);
    refused(
        SharedError.IDEMPOTENT_PARAMETER_MISMATCH_400,
        () -> calls.disk("cloud_essd", "cn-hangzhou-h", 21, null, "t"));
    refused(
        SharedError.INVALID_CLIENT_TOKEN_VALUE_NOT_SUPPORTED,
        () ->
            world
                .control()
                .instances()
                .run(world.caller(), calls.run(1, List.of(), "t".repeat(65))));
    List<String> made =
        world.control().instances().run(world.caller(), calls.run(3, List.of(), "t"));
    assertThat(made).hasSize(3).doesNotHaveDuplicates();
    assertThat(world.control().instances().run(world.caller(), calls.run(3, List.of(), "t")))
        .isEqualTo(made);
  }
}
