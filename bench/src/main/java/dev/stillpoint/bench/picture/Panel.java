package dev.stillpoint.bench.picture;

/** One kind of figures, drawn into a strip of a page. */
public abstract sealed class Panel permits RatioBars, Spreads, Course {
  private final String title;

  Panel(String title) {
    this.title = title;
  }

  /** What the strip shows. */
  final String title() {
    return title;
  }

  /** How high the strip is below its title, in pixels. */
  abstract int height();

  /** Draws below {@code top}. */
  abstract void draw(Svg svg, int top);
}
