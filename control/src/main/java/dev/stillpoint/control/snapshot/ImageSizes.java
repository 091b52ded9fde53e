package dev.stillpoint.control.snapshot;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.ImageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many bytes images hold. The bytes of an image never change, so the engine is asked once and
 * the newest answers are remembered; a restart asks again. Thread-safe.
 */
public final class ImageSizes {
  private static final int REMEMBERED_MAX = 200_000;
  private static final float LOAD = 0.75f;

  /** Stands for "since nothing". */
  private static final long NONE = -1;

  private final BlockEngine engine;
  private final Map<Pair, Long> remembered =
      new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Long> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  public ImageSizes(BlockEngine engine) {
    this.engine = engine;
  }

  private record Pair(long image, long since) {}

  /** What each of several images holds by itself; one that does not exist is left out. */
  Map<Long, Long> whole(Collection<Long> images) {
    Map<Long, Long> sizes = new HashMap<>();
    List<ImageId> unknown = new ArrayList<>();
    for (long image : images) {
      Long size = recall(new Pair(image, NONE));
      if (size == null) {
        unknown.add(new ImageId(image));
      } else {
        sizes.put(image, size);
      }
    }
    if (!unknown.isEmpty()) {
      engine
          .storedBytes(unknown)
          .forEach((image, size) -> {
            remember(new Pair(image.value(), NONE), size);
            sizes.put(image.value(), size);
          });
    }
    return sizes;
  }

  /**
   * What a chain of images occupies: the first whole, of each later one what was written since the
   * one before.
   *
   * @param images in the order of their instants
   */
  long chain(List<Long> images) {
    if (images.isEmpty()) {
      return 0;
    }
    long bytes = whole(images.subList(0, 1)).getOrDefault(images.getFirst(), 0L);
    for (int i = 1; i < images.size(); i++) {
      bytes += changed(new Pair(images.get(i), images.get(i - 1)));
    }
    return bytes;
  }

  private long changed(Pair pair) {
    Long known = recall(pair);
    if (known != null) {
      return known;
    }
    try {
      long bytes = engine.changedBytes(new ImageId(pair.image), new ImageId(pair.since));
      remember(pair, bytes);
      return bytes;
    } catch (BlockFault _) {
      // One of the two was deleted meanwhile.
      return 0;
    }
  }

  private synchronized Long recall(Pair pair) {
    return remembered.get(pair);
  }

  private synchronized void remember(Pair pair, long bytes) {
    remembered.put(pair, bytes);
  }
}
