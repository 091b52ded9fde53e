package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Calls that a caller can make and the engine must refuse without a trace. */
final class Mistakes {
  private final Machine machine;
  private final Client client;
  private final RandomGenerator random;
  private final LongSupplier names;

  Mistakes(Machine machine, Client client, RandomGenerator random, LongSupplier names) {
    this.machine = machine;
    this.client = client;
    this.random = random;
    this.names = names;
  }

  /**
   * Makes one.
   *
   * @param here a volume that is there
   */
  void make(VolumeId here) {
    VolumeId missing = new VolumeId(names.getAsLong());
    GroupId group = new GroupId(names.getAsLong());
    ImageId image = new ImageId(names.getAsLong());
    var notFound = BlockFault.NotFound.class;
    var exists = BlockFault.AlreadyExists.class;
    switch (random.nextInt(8)) {
      case 7 -> wrongRollback(here);
      case 0 ->
          client.refused(
              "create of a taken name", exists, () -> machine.engine().createVolume(here, 4096));
      case 1 ->
          client.refused(
              "group with a missing member",
              notFound,
              () ->
                  machine
                      .engine()
                      .freeze(
                          group,
                          List.of(
                              new Freeze(here, image),
                              new Freeze(missing, new ImageId(names.getAsLong())))));
      case 2 ->
          client.refused("open of nothing", notFound, () -> machine.engine().openVolume(missing));
      case 3 ->
          client.refused("open of nothing", notFound, () -> machine.engine().openImage(image));
      case 4 ->
          client.refused(
              "rollback to a missing image",
              notFound,
              () ->
                  machine
                      .engine()
                      .rollBack(
                          group,
                          List.of(new Rollback(here, image, new ImageId(names.getAsLong())))));
      case 5 ->
          client.refused(
              "delete of a missing volume", notFound, () -> machine.engine().deleteVolume(missing));
      default -> {
        List<ImageId> images = new ArrayList<>(machine.state().images.keySet());
        images.add(image);
        client.refused(
            "delete with a missing image", notFound, () -> machine.engine().deleteImages(images));
      }
    }
  }

  private void wrongRollback(VolumeId volume) {
    for (ImageId image : machine.state().images.keySet()) {
      if (machine.state().mustNotGoBack(volume, image)) {
        List<Rollback> order = List.of(new Rollback(volume, image, new ImageId(names.getAsLong())));
        client.refused(
            "rollback to a strange image",
            BlockFault.NotFound.class,
            () -> machine.engine().rollBack(new GroupId(names.getAsLong()), order));
        return;
      }
    }
  }
}
