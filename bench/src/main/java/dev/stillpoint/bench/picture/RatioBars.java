package dev.stillpoint.bench.picture;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Ratios as bars from zero, with a line at one and a mark at each goal. */
public final class RatioBars extends Panel {
  private static final int ROW_HEIGHT = 26;
  private static final int BAR_HEIGHT = 14;
  private static final int BARS_LEFT = 390;
  private static final int BARS_RIGHT = 750;
  private static final int AXIS_HEIGHT = 24;

  /** One scale for all panels; a longer bar is cut off, and its number tells the rest. */
  private static final double SHOWN_MAX = 4;

  private final List<Bar> bars;

  /**
   * One ratio.
   *
   * @param label what was compared
   * @param ratio ours over the peer's
   * @param goal what it must reach at least, if anything
   */
  public record Bar(String label, double ratio, OptionalDouble goal) {}

  /** A panel of at least one bar. */
  public RatioBars(String title, List<Bar> bars) {
    super(title);
    this.bars = List.copyOf(bars);
  }

  @Override
  int height() {
    return bars.size() * ROW_HEIGHT + AXIS_HEIGHT;
  }

  @Override
  void draw(Svg svg, int top) {
    double scale = (BARS_RIGHT - BARS_LEFT) / SHOWN_MAX;
    int bottom = top + bars.size() * ROW_HEIGHT;
    for (int tick = 0; tick <= SHOWN_MAX; tick++) {
      double x = BARS_LEFT + tick * scale;
      svg.line(x, top, x, bottom, tick == 1 ? "one" : "grid");
      svg.text(x, bottom + 15, "small", Svg.Anchor.MIDDLE, tick + " x");
    }
    int y = top;
    for (Bar bar : bars) {
      drawRow(svg, bar, y, scale);
      y += ROW_HEIGHT;
    }
  }

  private static void drawRow(Svg svg, Bar bar, int y, double scale) {
    double baseline = y + ROW_HEIGHT / 2.0 + 4.5;
    double barTop = y + (ROW_HEIGHT - BAR_HEIGHT) / 2.0;
    svg.text(BARS_LEFT - 12, baseline, "", Svg.Anchor.END, bar.label());
    double width = Math.min(bar.ratio(), SHOWN_MAX) * scale;
    boolean reached = bar.goal().isEmpty() || bar.ratio() >= bar.goal().getAsDouble();
    svg.bar(BARS_LEFT, barTop, width, BAR_HEIGHT, reached ? "ours" : "short");
    if (bar.goal().isPresent()) {
      double x = BARS_LEFT + Math.min(bar.goal().getAsDouble(), SHOWN_MAX) * scale;
      svg.line(x, barTop - 3, x, barTop + BAR_HEIGHT + 3, "goal");
    }
    svg.text(
        BARS_RIGHT + 12,
        baseline,
        "",
        Svg.Anchor.START,
        String.format(Locale.ROOT, "%.2f x", bar.ratio()));
  }
}
