package dev.stillpoint.control.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.image.CreateImage.Mapping;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.instance.RunInstances;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disks that an instance gets from its image and from the request together. */
class InstancesOfImagesTest extends InAWorld {
  private String imageOf(String instance) throws Refusal {
    return image(instance, List.of());
  }

  private String image(String instance, List<Mapping> mappings) throws Refusal {
    return world
        .control()
        .images()
        .create(
            world.caller(),
            new CreateImage(
                World.REGION,
                null,
                instance,
                mappings,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
  }

  private List<String> run(String image, int dataDisks) throws Refusal {
    DiskSpec disk =
        new DiskSpec(
            null, 20, null, null, null, null, null, null, null, null, null, null, null, null, null);
    RunInstances usual = calls.run(1, Collections.nCopies(dataDisks, disk), null);
    String instance =
        world
            .control()
            .instances()
            .run(
                world.caller(),
                new RunInstances(
                    usual.regionId(),
                    null,
                    image,
                    usual.instanceType(),
                    1,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    usual.dataDisks(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))
            .getFirst();
    return calls.disksOf(instance);
  }

  @Test
  void theyAreNoMoreThanAnInstanceMayHave() throws Exception {
    String image = imageOf(calls.instance(16));
    refused(SharedError.INVALID_PARAMETER, () -> run(image, 16));
    refused(SharedError.INVALID_PARAMETER, () -> run(image, 1));
    assertThat(run(image, 0)).hasSize(17);
  }

  @Test
  void theyAreAsLargeAsTheImageSaysAndTheCategoryNeeds() throws Exception {
    String instance = calls.instance(0);
    String small = calls.disk("cloud", World.ZONE, 5, null, null);
    calls.attach(small, instance);
    String system = calls.snapshot(calls.disksOf(instance).getFirst());
    String data = calls.snapshot(small);
    String image =
        image(
            null,
            List.of(new Mapping(system, null, null, 60), new Mapping(data, null, null, null)));
    assertThat(calls.disks(run(image, 0)))
        .extracting(DiskView::sizeGib)
        .containsExactlyInAnyOrder(60, 20);
  }
}
