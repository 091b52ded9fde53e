package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
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
  private final Tally tally;

  PastGroups(
      Machine machine, Client client, RandomGenerator random, LongSupplier names, Tally tally) {
    this.machine = machine;
    this.client = client;
    this.random = random;
    this.names = names;
    this.tally = tally;
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
    freeze(
        new Change.FreezePast(group, past, machine.now()),
        at,
        () -> client.checkCut(machine.opened().freezePast(group, members, at, machine.now())));
  }

  /**
   * A group in the past, which is compared with the model at once. It may be refused for want of
   * room, or when the window shrinks meanwhile, and for nothing else.
   */
  private void freeze(Change.FreezePast change, Lsn at, Machine.Call call) {
    Machine.Intent intent = new Machine.Intent(change);
    Optional<BlockFault> answer = machine.call(intent, call);
    boolean shrunk = machine.historyFrom().filter(from -> from.compareTo(at) <= 0).isEmpty();
    boolean gone =
        answer
            .filter(fault ->
                fault instanceof BlockFault.OutOfSpace
                    || (fault instanceof BlockFault.NotFound && shrunk))
            .isPresent();
    tally.pastGone += gone ? 1 : 0;
    if (gone) {
      return;
    }
    client.expectOrRot("group at " + at + ", " + change.describe(), answer, Optional.empty());
    if (answer.isEmpty()) {
      machine.promised(intent.lsn());
      tally.past++;
      compare(change, at);
    }
  }

  private void compare(Change.FreezePast change, Lsn at) {
    Inspection inspection = new Inspection(machine.engine());
    for (Change.PastMember member : change.members()) {
      List<String> differences = new ArrayList<>();
      Optional<BlockFault> answer =
          machine.call(() -> {
            try (BlockDevice device = machine.engine().openImage(member.image())) {
              inspection
                  .contents(device, member.volume() + " at " + at, member.blocks())
                  .ifPresent(differences::add);
            }
          });
      client.expectOrRot("compare " + member.image(), answer, Optional.empty());
      SimulationFailure.unless(
          differences.isEmpty(), () -> "the past is another: " + differences.getFirst());
    }
  }
}
