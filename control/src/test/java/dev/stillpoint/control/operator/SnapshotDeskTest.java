package dev.stillpoint.control.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.operator.SnapshotDesk.Alone;
import dev.stillpoint.control.operator.SnapshotDesk.Freed;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator is told that a deletion of snapshots would free. */
class SnapshotDeskTest extends InAWorld {
  private static final long BLOCK = 4096;

  private Freed freed(Optional<String> group, String... snapshots) throws Exception {
    return world.control().operator().snapshots().freedBy(List.of(snapshots), group);
  }

  @Test
  void whatSnapshotsShareIsFreedByAllOfThemTogether() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).get(1);
    world.write(disk, 0, 1);
    world.write(disk, 1, 1);
    String first = calls.snapshot(disk);
    world.write(disk, 0, 2);
    String second = calls.snapshot(disk);
    world.write(disk, 1, 2);
    assertThat(freed(Optional.empty(), second, first))
        .isEqualTo(
            new Freed(
                2 * BLOCK, List.of(new Alone(second, disk, 0), new Alone(first, disk, BLOCK))));
    calls.deleteSnapshot(first);
    assertThat(freed(Optional.empty(), second).bytes()).isEqualTo(BLOCK);
  }

  @Test
  void theMembersOfAGroupCountAsNamedEachOnce() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).get(1);
    world.write(disk, 0, 1);
    GroupCall call = new GroupCall();
    call.instance = instance;
    String group = calls.group(call);
    world.write(disk, 0, 2);
    Freed all = freed(Optional.of(group));
    assertThat(all.bytes()).isEqualTo(BLOCK);
    assertThat(all.alone()).hasSize(2);
    String member = all.alone().getFirst().snapshotId();
    assertThat(freed(Optional.of(group), member)).isEqualTo(all);
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, () -> freed(Optional.empty(), "s-bp1nobody"));
    refused(GroupError.INVALID_SNAPSHOT_GROUP_NOT_FOUND, () -> freed(Optional.of("ssg-bp1nobody")));
    assertThatThrownBy(() -> freed(Optional.empty())).isInstanceOf(NotPossible.class);
  }
}
