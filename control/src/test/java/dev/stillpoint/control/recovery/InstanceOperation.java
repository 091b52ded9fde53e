package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.catalog.ImageFilter;
import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.Part;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.image.CreateImage;
import dev.stillpoint.control.instance.RebootInstance;
import dev.stillpoint.control.recovery.CrashAtEveryStepTest.Scene;
import dev.stillpoint.control.world.World;
import java.util.List;

/** Operations on instances and images. */
enum InstanceOperation implements Interruptible {
  CREATE_IMAGE {
    @Override
    public void run(Scene scene) throws Refusal {
      scene.world().control().images().create(scene.world().caller(), image(scene));
    }

    private static CreateImage image(Scene scene) {
      return new CreateImage(
          World.REGION,
          null,
          scene.instance(),
          null,
          "golden",
          null,
          null,
          null,
          null,
          null,
          null,
          "once",
          null,
          null,
          null);
    }

    @Override
    public void holds(Scene scene) {
      assertThat(scene.world().engine().images()).as("of the group and of the image").hasSize(6);
      List<ImageRow> images =
          scene.world().catalog().read(tables -> tables.images().list(ALL_IMAGES, Part.ALL).rows());
      assertThat(images).hasSize(1).allMatch(row -> row.state() == ImageState.AVAILABLE);
    }
  },
  CREATE_INSTANCE {
    @Override
    public void run(Scene scene) throws Refusal {
      scene
          .world()
          .control()
          .instanceChanges()
          .create(scene.world().caller(), scene.calls().run(1, List.of(), "once"));
    }

    @Override
    public void holds(Scene scene) {
      assertThat(scene.world().engine().volumes()).hasSize(4 + 1);
      assertThat(scene.world().gate().names())
          .as("the disks of the running instance and its snapshots, none of the stopped one")
          .hasSize(3 + 3);
    }
  },
  REBOOT_INSTANCE {
    @Override
    public void run(Scene scene) throws Refusal {
      scene
          .world()
          .control()
          .instanceChanges()
          .reboot(scene.world().caller(), new RebootInstance(scene.instance(), false, false));
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      assertThat(scene.calls().instanceView(scene.instance()).status()).isEqualTo("Running");
      assertThat(scene.world().gate().names()).contains(scene.data());
    }
  },
  POWER_CUT {
    @Override
    public void run(Scene scene) {
      try {
        scene.world().loseAnswers();
      } catch (CatalogFault | BlockFault e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void holds(Scene scene) {
      assertThat(scene.world().engine().answersLost()).isFalse();
      assertThat(scene.world().gate().barred()).containsOnlyKeys(scene.disks());
      assertThat(scene.world().gate().names()).doesNotContainAnyElementsOf(scene.disks());
    }
  };

  private static final ImageFilter ALL_IMAGES =
      new ImageFilter(
          "1000000000000001", null, null, null, null, null, null, null, null, null, null, null);
}
