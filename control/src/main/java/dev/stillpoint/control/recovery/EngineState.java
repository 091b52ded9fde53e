package dev.stillpoint.control.recovery;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.VolumeStatus;
import java.util.Map;
import java.util.TreeMap;

/** What the engine holds at one moment, by name. */
record EngineState(
    Map<Long, VolumeStatus> volumes, Map<Long, ImageStatus> images, Map<Long, GroupStatus> groups) {

  static EngineState of(BlockEngine engine) {
    Map<Long, VolumeStatus> volumes = new TreeMap<>();
    engine.volumes().forEach(volume -> volumes.put(volume.id().value(), volume));
    Map<Long, ImageStatus> images = new TreeMap<>();
    engine.images().forEach(image -> images.put(image.id().value(), image));
    Map<Long, GroupStatus> groups = new TreeMap<>();
    engine.groups().forEach(group -> groups.put(group.id().value(), group));
    return new EngineState(volumes, images, groups);
  }
}
