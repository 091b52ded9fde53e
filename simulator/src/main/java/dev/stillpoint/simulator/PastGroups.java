package dev.stillpoint.simulator;

import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes groups of what volumes were behind some record of the window, deleted ones too. */
final class PastGroups {
  private final Machine machine;
  private final Client client;
  private final RandomGenerator random;
  private final LongSupplier names;

  PastGroups(Machine machine, Client client, RandomGenerator random, LongSupplier names) {
    this.machine = machine;
    this.client = client;
    this.random = random;
    this.names = names;
  }

  /** One group, unless there are many images, no past is kept, or nothing was there then. */
  void make(Function<Set<VolumeId>, List<VolumeId>> some) {
    Optional<Lsn> from = machine.historyFrom();
    if (from.isEmpty() || machine.state().images.size() >= Workload.IMAGES_MAX) {
      return;
    }
    long any = random.nextLong(from.orElseThrow().value(), machine.model().headLsn() + 1);
    Lsn at = new Lsn(machine.model().whole(any));
    State then = machine.model().past(at.value());
    if (at.compareTo(from.orElseThrow()) < 0 || then.volumes.isEmpty()) {
      return;
    }
    List<Freeze> members = new ArrayList<>();
    List<Change.PastMember> past = new ArrayList<>();
    for (VolumeId volume : some.apply(then.volumes.keySet())) {
      ImageId image = new ImageId(names.getAsLong());
      members.add(new Freeze(volume, image));
      then.key(volume).ifPresent(machine.keys()::give);
      past.add(new Change.PastMember(volume, image, then.key(volume), then.volumes.get(volume)));
    }
    GroupId group = new GroupId(names.getAsLong());
    client.freezePast(
        new Change.FreezePast(group, past, machine.now()),
        at,
        () -> client.checkCut(machine.opened().freezePast(group, members, at, machine.now())));
  }
}
