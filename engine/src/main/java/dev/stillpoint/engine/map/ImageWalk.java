package dev.stillpoint.engine.map;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a version out from between the one above it and the only one below it, in small steps in
 * the order of the blocks: what neither of them reaches is freed, or only counted. Costs what
 * differs.
 *
 * <p>Behind the cursor the version below counts as a child of the one above already; before it,
 * still of the one that goes (see {@link Threshold}).
 */
public final class ImageWalk {
  private final Nodes nodes;
  private final Deaths deaths;
  private final Consumer<Ref> passed;
  private final Ref image;
  private final Threshold above;
  private long cursor;

  private ImageWalk(
      Nodes nodes, Deaths deaths, Consumer<Ref> passed, Ref image, Since above, long cursor) {
    this.nodes = nodes;
    this.deaths = deaths;
    this.passed = passed;
    this.image = image;
    this.above = Threshold.at(above);
    this.cursor = image == null ? Long.MAX_VALUE : cursor;
  }

  /**
   * A walk that frees, or the rest of one.
   *
   * @param image content of the version that goes
   * @param above where it parted from the version above it
   */
  public static ImageWalk frees(Nodes nodes, Deaths deaths, Ref image, Since above, long cursor) {
    return new ImageWalk(nodes, deaths, nodes::free, image, above, cursor);
  }

  /** The same walk, that only tells what would die. */
  public static ImageWalk looks(Nodes nodes, Deaths deaths, Ref image, Since above, long cursor) {
    return new ImageWalk(nodes, deaths, _ -> {}, image, above, cursor);
  }

  /** The first block that it has not come to; {@code Long.MAX_VALUE} at the end. */
  public long cursor() {
    return cursor;
  }

  public boolean done() {
    return cursor == Long.MAX_VALUE;
  }

  private record Entered(Ref ref, long limit) {}

  /**
   * Goes on to the end of a leaf, or of something shared.
   *
   * @param below content of the version below now
   * @param since where that parted from the one that goes
   */
  public void step(Ref below, Since since) throws NodeMissing {
    Descent other = new Descent(nodes, below, cursor);
    while (other.ref() != null && other.leaf() == null && other.ref().birth() > since.lsn()) {
      other.down();
    }
    Ref shared = other.leaf() == null ? other.ref() : null;
    List<Entered> entered = new ArrayList<>();
    Descent own = new Descent(nodes, image, cursor);
    while (own.leaf() == null && above.reaches(own.ref().birth()) && !Ref.same(own.ref(), shared)) {
      Entered here = new Entered(own.ref(), own.limit());
      own.down();
      entered.add(here);
    }
    if (own.leaf() == null) {
      pass(own, other);
    }
    long end = own.limit();
    if (own.leaf() != null) {
      // Something shared that stands elsewhere here covers more below, and holds nothing there.
      end = Math.min(end, other.limit());
      Overlap.walk(
          own.leaf(),
          other.leaf(),
          cursor,
          end,
          (block, count, location) -> above.died(block, count, location, deaths));
    }
    cursor = end;
    for (Entered each : entered) {
      if (each.limit() <= cursor) {
        passed.accept(each.ref());
      }
    }
  }

  /** Goes on over neighbours that are the version's above or shared with the one below. */
  private void pass(Descent own, Descent other) {
    while (own.neighbour() != null) {
      while (other.limit() < own.limit() && other.neighbour() != null) {
        other.pass();
      }
      if (above.reaches(own.neighbour().birth()) && !own.sharesNeighbour(other)) {
        return;
      }
      own.pass();
    }
  }
}
