package dev.stillpoint.control.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.disk.ModifyDiskSpec;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.recovery.CrashAtEveryStepTest.Scene;
import dev.stillpoint.control.world.World;
import java.util.List;

/** Operations that change a disk in place or share it, for {@link CrashAtEveryStepTest}. */
enum DiskOperation implements Interruptible {
  REINIT_EMPTY_DISK {
    @Override
    public void prepare(Scene scene) throws Refusal {
      written(scene, scene.data());
      scene.calls().stop(scene.instance());
    }

    @Override
    public void run(Scene scene) throws Refusal {
      scene.calls().reinit(scene.data());
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      assertThat(read(scene, scene.data())).isZero();
      assertThat(scene.calls().groups(null).stream().filter(GroupView::automatic))
          .isNotEmpty()
          .allMatch(g -> g.status().equals("accomplished"));
    }
  },
  REINIT_CLONED_DISK {
    @Override
    public void prepare(Scene scene) throws Refusal {
      String snapshot = scene.calls().group(scene.group()).members().get(1).snapshotId();
      String clone = scene.calls().disk("cloud_essd", World.ZONE, 30, snapshot, null);
      scene.calls().attach(clone, scene.instance());
      written(scene, clone);
      scene.calls().stop(scene.instance());
    }

    private String clone(Scene scene) {
      return scene.calls().disksOf(scene.instance()).getLast();
    }

    @Override
    public void run(Scene scene) throws Refusal {
      scene.calls().reinit(clone(scene));
    }

    @Override
    public void holds(Scene scene) {
      assertThat(read(scene, clone(scene))).isZero();
    }
  },
  ATTACH_SHARED_DISK {
    @Override
    public void prepare(Scene scene) throws Refusal {
      scene.calls().attach(scene.calls().sharedDisk(20), scene.calls().instance(0));
    }

    private String shared(Scene scene) throws Refusal {
      return scene.calls().disks(null).stream()
          .filter(disk -> disk.multiAttach().equals("Enabled"))
          .map(DiskView::diskId)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void run(Scene scene) throws Refusal {
      scene.calls().attach(shared(scene), scene.instance());
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      assertThat(scene.world().gate().names())
          .contains(shared(scene), scene.instance() + "/" + shared(scene));
    }
  },
  DETACH_SHARED_DISK {
    @Override
    public void prepare(Scene scene) throws Refusal {
      scene.calls().attach(scene.calls().sharedDisk(20), scene.instance());
    }

    private String shared(Scene scene) throws Refusal {
      return scene.calls().disks(null).stream()
          .filter(disk -> disk.multiAttach().equals("Enabled"))
          .map(DiskView::diskId)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void run(Scene scene) throws Refusal {
      scene.calls().detach(shared(scene), scene.instance());
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      String disk = shared(scene);
      assertThat(scene.world().gate().names()).noneMatch(name -> name.endsWith(disk));
      assertThat(scene.world().disk(disk).status()).isEqualTo(DiskStatus.AVAILABLE);
    }
  },
  MODIFY_DISK_SPEC {
    @Override
    public void run(Scene scene) throws Refusal {
      scene
          .world()
          .control()
          .diskChanges()
          .modifySpec(
              scene.world().caller(),
              new ModifyDiskSpec(scene.data(), "cloud_auto", null, null, null, null));
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      assertThat(scene.calls().disks(List.of(scene.data())).getFirst().category())
          .isEqualTo("cloud_auto");
    }
  },
  RESIZE_DISK {
    @Override
    public void run(Scene scene) throws Refusal {
      scene.calls().resize(scene.data(), 40, null, "once");
    }

    @Override
    public void holds(Scene scene) throws Refusal {
      assertThat(scene.calls().disks(List.of(scene.data())).getFirst().sizeGib()).isEqualTo(40);
      assertThat(((ExportTarget.Volume) scene.world().gate().target(scene.data())).sizeBytes())
          .as("what the running instance sees")
          .isEqualTo(20L << 30);
    }
  };

  private static void written(Scene scene, String disk) {
    try {
      scene.world().write(disk, 3, 9);
    } catch (BlockFault e) {
      throw new AssertionError(e);
    }
  }

  private static int read(Scene scene, String disk) {
    try {
      return scene.world().read(disk, 3);
    } catch (BlockFault e) {
      throw new AssertionError(e);
    }
  }
}
