package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.disk.DiskReset;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Operations on the same disks and instances from many threads: none waits for ever, none harms
 * another.
 */
class ManyHandsTest extends InAWorld {
  private static final int HANDS = 6;
  private static final int ROUNDS = 60;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void whateverComesTogetherLeavesAgreementBehind() throws Exception {
    List<String> instances = List.of(calls.instance(2), calls.instance(2));
    List<String> disks = new ArrayList<>();
    instances.forEach(instance -> disks.addAll(calls.disksOf(instance)));
    List<Future<Integer>> hands = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(HANDS)) {
      for (int hand = 0; hand < HANDS; hand++) {
        Random random = new Random(hand);
        hands.add(threads.submit(() -> work(random, instances, disks)));
      }
    }
    int succeeded = 0;
    for (Future<Integer> hand : hands) {
      succeeded += hand.get();
    }
    assertThat(succeeded).as("operations that were not refused").isGreaterThan(HANDS);
    world.restart();
    assertThat(world.settled()).as("every operation came to its end").isEmpty();
  }

  private int work(Random random, List<String> instances, List<String> disks) {
    int succeeded = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String instance = instances.get(random.nextInt(instances.size()));
      String disk = disks.get(random.nextInt(disks.size()));
      try {
        step(random.nextInt(9), instance, disk);
        succeeded++;
      } catch (Refusal e) {
        assertThat(e.code()).as(e.getMessage()).isNotEqualTo(SharedError.INTERNAL_ERROR);
      }
    }
    return succeeded;
  }

  private void step(int choice, String instance, String disk) throws Refusal {
    switch (choice) {
      case 0 -> calls.stop(instance);
      case 1 -> calls.start(instance);
      case 2 -> calls.attach(disk, instance);
      case 3 -> calls.detach(disk, instance);
      case 4 -> calls.snapshot(disk);
      case 5 -> calls.groupOf(disk);
      case 6 -> {
        GroupCall call = new GroupCall();
        call.instance = instance;
        calls.group(call);
      }
      case 7 -> rollBackTheOldest();
      default -> deleteTheOldest();
    }
  }

  private void rollBackTheOldest() throws Refusal {
    for (GroupView group : calls.groups(null)) {
      List<DiskReset> orders =
          group.members().stream()
              .map(member -> new DiskReset(member.sourceDiskId(), member.snapshotId()))
              .toList();
      calls.reset(orders);
      return;
    }
  }

  private void deleteTheOldest() throws Refusal {
    List<GroupView> groups = calls.groups(null);
    if (groups.size() > 2) {
      calls.deleteGroup(groups.getFirst().snapshotGroupId());
    }
  }
}
