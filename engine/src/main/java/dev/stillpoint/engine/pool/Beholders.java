package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ScrubStatus.Damage;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.util.ArrayList;
import java.util.List;

/**
 * Who shows a block: volumes and images of its family whose map has it in its place. Looks into one
 * map at a time, so that nobody waits for the lock for long. What the pool keeps for itself is not
 * named.
 */
final class Beholders {
  private static final int NAMED_MAX = 32;

  /** How many images are looked up while the lock is held. */
  private static final int LOOKED_UP_AT_ONCE = 256;

  private final Core core;

  Beholders(Core core) {
    this.core = core;
  }

  /** A block, as the table of its segment has it; family 0 if that is not known any more. */
  record Stamp(long family, long block, long identity) {}

  Damage damage(String what, Stamp stamp) throws BlockFault {
    List<VolumeId> volumes = new ArrayList<>();
    for (long id : core.ask(() -> volumes(stamp.family()))) {
      if (volumes.size() < NAMED_MAX && core.ask(() -> shownByVolume(id, stamp))) {
        volumes.add(new VolumeId(id));
      }
    }
    return new Damage(what, volumes, images(stamp));
  }

  private List<Long> volumes(long family) {
    return core.state.volumes().stream()
        .filter(volume -> !Anchors.hidden(volume.id()))
        .filter(volume -> family == 0 || volume.family() == family)
        .map(LiveVolume::id)
        .toList();
  }

  private List<ImageId> images(Stamp stamp) throws BlockFault {
    List<ImageId> found = new ArrayList<>();
    List<FrozenImage> some = new ArrayList<>();
    boolean more = true;
    for (long after = Anchors.BELOW_ALL_OTHERS; more && found.size() < NAMED_MAX; ) {
      some.clear();
      long last = after;
      more = core.ask(() -> core.state.imagesAfter(last, LOOKED_UP_AT_ONCE, some));
      for (FrozenImage image : some) {
        boolean related = stamp.family() == 0 || image.family() == stamp.family();
        if (related
            && found.size() < NAMED_MAX
            && core.ask(() -> shownByImage(image.id(), stamp))) {
          found.add(new ImageId(image.id()));
        }
        after = image.id();
      }
    }
    return found;
  }

  private boolean shownByVolume(long id, Stamp stamp) throws NodeMissing {
    LiveVolume volume = core.state.volume(id);
    return volume != null && shows(volume.map(), stamp);
  }

  private boolean shownByImage(long id, Stamp stamp) throws NodeMissing {
    FrozenImage image = core.state.image(id);
    return image != null && shows(image.map(), stamp);
  }

  private static boolean shows(ExtentMap map, Stamp stamp) throws NodeMissing {
    return map.locate(stamp.block()) == stamp.identity();
  }
}
