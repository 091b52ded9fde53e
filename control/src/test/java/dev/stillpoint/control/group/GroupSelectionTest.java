package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which disks CreateSnapshotGroup selects. */
class GroupSelectionTest extends CreatingGroups {
  @Test
  void somethingMustBeSelected() throws Refusal {
    String instance = calls.instance(0);
    refusedWith(GroupError.MISSING_PARAMTER_INSTANCE_ID, _ -> {});
    String disk = calls.disksOf(instance).getFirst();
    refusedWith(GroupError.MISSING_PARAMTER_INSTANCE_ID, call -> call.exclude = List.of(disk));
    assertThat(create(call -> call.disks = List.of(disk))).isNotEmpty();
  }

  @Test
  void disksAreNamedOrExcludedButNotBoth() throws Refusal {
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    refusedWith(
        GroupError.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT,
        call -> {
          call.instance = instance;
          call.disks = List.of(disks.get(1));
          call.exclude = List.of(disks.get(2));
        });
    String named =
        create(call -> {
          call.instance = instance;
          call.disks = List.of(disks.get(1));
        });
    String rest =
        create(call -> {
          call.instance = instance;
          call.exclude = List.of(disks.get(1));
        });
    assertThat(sources(named)).containsExactly(disks.get(1));
    assertThat(sources(rest)).containsExactlyInAnyOrder(disks.get(0), disks.get(2));
  }

  @Test
  void theInstanceMustExist() throws Refusal {
    refusedWith(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, call -> call.instance = "i-bp1nobody");
    String instance = calls.instance(1);
    assertThat(sources(create(call -> call.instance = instance)))
        .containsExactlyInAnyOrderElementsOf(calls.disksOf(instance));
  }

  @Test
  void everyDiskMustExist() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    refusedWith(
        GroupError.INVALID_DISK_ID_NOT_FOUND, call -> call.disks = List.of(disk, "d-bp1nobody"));
    refusedWith(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        call -> {
          call.instance = instance;
          call.exclude = List.of("d-bp1nobody");
        });
    refusedWith(GroupError.INVALID_VOLUME_ID_NOT_FOUND, call -> call.disks = List.of("v-bp1one"));
    refusedWith(GroupError.DISK_ID_VALUE_NOT_SUPPORTED, call -> call.disks = List.of(instance));
    assertThat(create(call -> call.disks = List.of(disk))).isNotEmpty();
  }

  @Test
  void inInstanceModeADiskMustBeAttachedToThatInstance() throws Refusal {
    String one = calls.instance(1);
    String other = calls.instance(1);
    String foreign = calls.disksOf(other).getLast();
    refusedWith(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        call -> {
          call.instance = one;
          call.disks = List.of(foreign);
        });
    assertThat(
            create(call -> {
              call.instance = one;
              call.exclude = List.of(foreign);
            }))
        .as("an excluded disk of another instance is passed over")
        .isNotEmpty();
    assertThat(
            create(call -> {
              call.instance = other;
              call.disks = List.of(foreign);
            }))
        .isNotEmpty();
  }

  @Test
  void anInstanceOfWhichEveryDiskIsExcludedHasNone() throws Refusal {
    String instance = calls.instance(1);
    List<String> disks = calls.disksOf(instance);
    refusedWith(
        GroupError.INVALID_INSTANCE_NO_DISK,
        call -> {
          call.instance = instance;
          call.exclude = disks;
        });
    assertThat(
            create(call -> {
              call.instance = instance;
              call.exclude = disks.subList(0, 1);
            }))
        .isNotEmpty();
  }

  @Test
  void sixteenDisksAreAGroupAndSeventeenAreNot() throws Refusal {
    String instance = calls.instance(16);
    List<String> seventeen = calls.disksOf(instance);
    assertThat(seventeen).hasSize(17);
    refusedWith(GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, call -> call.instance = instance);
    refusedWith(GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, call -> call.disks = seventeen);
    String group = create(call -> call.disks = seventeen.subList(1, 17));
    assertThat(calls.group(group).members()).hasSize(16);
  }

  @Test
  void aDiskThatIsNamedTwiceCountsOnce() throws Refusal {
    String instance = calls.instance(16);
    List<String> sixteen = calls.disksOf(instance).subList(1, 17);
    List<String> twice = new ArrayList<>(sixteen);
    twice.addAll(sixteen);
    assertThat(sources(create(call -> call.disks = twice))).containsExactlyElementsOf(sixteen);
  }

  @Test
  void moreDisksThanTheEngineTakesAreRefusedBeforeAnyIsLookedUp() {
    List<String> many = IntStream.rangeClosed(1, 129).mapToObj(i -> "d-bp1nobody" + i).toList();
    refusedWith(GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, call -> call.disks = many);
    refusedWith(GroupError.INVALID_DISK_ID_NOT_FOUND, call -> call.disks = many.subList(0, 128));
  }

  @Test
  void aDiskThatIsNamedManyTimesIsAGroupOfOne() throws Refusal {
    String instance = calls.instance(1);
    List<String> disks = calls.disksOf(instance);
    List<String> repeated = Collections.nCopies(129, disks.getLast());
    assertThat(sources(create(call -> call.disks = repeated))).containsExactly(disks.getLast());
    String rest =
        create(call -> {
          call.instance = instance;
          call.exclude = repeated;
        });
    assertThat(sources(rest)).containsExactly(disks.getFirst());
  }

  @Test
  void membersAreTaggedWithTheInstanceTheyComeFrom() throws Refusal {
    String instance = calls.instance(1);
    GroupView group = calls.group(create(call -> call.instance = instance));
    assertThat(group.instanceId()).isEqualTo(instance);
    assertThat(group.members())
        .allSatisfy(member ->
            assertThat(member.tags()).containsExactly(new Tag("acs:ecs:createFrom", instance)));
    assertThat(group.members().getFirst().sourceDiskType()).isEqualTo("system");
    assertThat(group.members().getLast().sourceDiskType()).isEqualTo("data");
  }
}
