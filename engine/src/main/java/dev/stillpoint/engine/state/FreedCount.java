package dev.stillpoint.engine.state;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.map.ImageWalk;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.map.Since;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, step by step, the blocks that would be freed if some images were deleted together; what
 * is on its way out without that does not count. Exact if nothing changes meanwhile.
 *
 * <p>Whoever reaches a block hangs together: below the version that it was born in, without a gap.
 * So it is counted in the topmost version that reaches it, if that one goes, and if the one that
 * would take its place does not reach it: of a version that goes never more than one stays below.
 *
 * <p>Versions below are planned before those above them. An image's serial is higher than that of
 * the image that it parted from, and a live version has nothing below.
 */
public final class FreedCount {
  /**
   * What a version and all below it come to.
   *
   * @param before the topmost that is left when everything that waits was freed; null for none
   * @param after the same if the images were deleted as well
   */
  private record Outcome(Version before, Version after) {}

  /**
   * A version that would go.
   *
   * @param above where it parted from what is left above it
   * @param left what would take its place; null for nothing
   * @param parted where that parted from it
   */
  private record Departure(Version version, Since above, Version left, Since parted) {}

  private final Nodes nodes;
  private final Versions versions;
  private final List<Version> images;
  private final Set<Version> deleted;
  private final Map<Version, Outcome> outcomes = new HashMap<>();
  private final ArrayDeque<Version> departing = new ArrayDeque<>();
  private final Set<Version> counted = new HashSet<>();
  private long changes = -1;
  private long planned;
  private int imagesPlanned;
  private Departure walked;
  private long walkedAt;
  private ImageWalk walk;
  private long blocksOfWalk;
  private long blocks;

  /**
   * Nothing counted yet.
   *
   * @param images to be deleted
   */
  public FreedCount(Nodes nodes, Versions versions, Collection<Version> images) {
    this.nodes = nodes;
    this.versions = versions;
    this.images =
        images.stream()
            .distinct()
            .sorted(Comparator.comparingLong(Version::serial).reversed())
            .toList();
    this.deleted = new HashSet<>(images);
  }

  /** Blocks counted so far. */
  public long blocks() {
    return blocks;
  }

  /**
   * Goes on a little.
   *
   * @param most versions, leaves or shared subtrees
   * @return false when the count is complete
   * @throws BlockFault.NotFound when one of the images is gone
   */
  public boolean step(int most) throws NodeMissing, BlockFault.NotFound {
    if (changes != versions.changes()) {
      planAnew();
    }
    boolean more = true;
    for (int i = 0; i < most && more; i++) {
      more = planNext() || walkOn();
    }
    return more;
  }

  /** What was counted of a version stays. */
  private void planAnew() {
    changes = versions.changes();
    planned = Long.MAX_VALUE;
    imagesPlanned = 0;
    outcomes.clear();
    departing.clear();
  }

  private boolean planNext() throws BlockFault.NotFound {
    Version next = versions.hiddenBefore(planned);
    if (imagesPlanned < images.size()) {
      Version image = images.get(imagesPlanned);
      if (image.hidden()) {
        throw new BlockFault.NotFound("an image was deleted while it was being looked at");
      }
      if (next == null || image.serial() > next.serial()) {
        next = image;
        imagesPlanned++;
      }
    }
    if (next == null) {
      return false;
    }
    planned = next.serial();
    plan(next);
    return true;
  }

  private void plan(Version version) {
    Version before = null;
    Version after = null;
    boolean staysBefore = !version.hidden();
    boolean staysAfter = staysBefore && !deleted.contains(version);
    for (Version below : version.below()) {
      Outcome outcome = outcomes.get(below);
      Version leftBefore = outcome == null ? below : outcome.before;
      Version leftAfter = outcome == null ? below : outcome.after;
      staysBefore |= before != null && leftBefore != null;
      staysAfter |= after != null && leftAfter != null;
      before = leftBefore == null ? before : leftBefore;
      after = leftAfter == null ? after : leftAfter;
      if (staysBefore && staysAfter) {
        break;
      }
    }
    outcomes.put(
        version, new Outcome(staysBefore ? version : before, staysAfter ? version : after));
    if (staysBefore && !staysAfter && !counted.contains(version)) {
      departing.add(version);
    }
  }

  private boolean walkOn() throws NodeMissing {
    if (departing.isEmpty()) {
      return false;
    }
    Version going = departing.peek();
    if (walk == null || walked.version != going || walkedAt != changes) {
      begin(going);
    }
    if (!walk.done()) {
      walk.step(walked.left == null ? null : walked.left.map().root(), walked.parted);
    }
    if (walk.done()) {
      blocks += blocksOfWalk;
      blocksOfWalk = 0;
      walk = null;
      counted.add(departing.remove());
    }
    return true;
  }

  private void begin(Version going) {
    boolean goesOn = walk != null && walked.version == going;
    blocksOfWalk = goesOn ? blocksOfWalk : 0;
    walked = departure(going);
    walkedAt = changes;
    walk =
        ImageWalk.looks(
            nodes,
            (_, count) -> blocksOfWalk += count,
            going.map().root(),
            walked.above,
            goesOn ? walk.cursor() : 0);
  }

  private Departure departure(Version going) {
    Version top = going;
    while (top.above() != null && goesAnyway(top.above())) {
      top = top.above();
    }
    for (Version below : going.below()) {
      Outcome outcome = outcomes.get(below);
      Version left = outcome == null ? below : outcome.after;
      if (left != null) {
        return new Departure(going, top.since(), left, below.since());
      }
    }
    return new Departure(going, top.since(), null, Since.BEGINNING);
  }

  private boolean goesAnyway(Version version) {
    return version.hidden() && outcomes.get(version).before != version;
  }
}
