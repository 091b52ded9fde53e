package dev.stillpoint.bench.picture;

import java.util.List;
import java.util.Locale;

/**
 * Pairs of times on one logarithmic scale: a hollow dot without something, a full one beside it.
 */
public final class Spreads extends Panel {
  private static final int ROW_HEIGHT = 30;
  private static final int SCALE_LEFT = 290;
  private static final int SCALE_RIGHT = 640;
  private static final int AXIS_HEIGHT = 24;
  private static final double RADIUS = 6;
  private static final double MILLIS_MIN = 0.001;

  private final List<Spread> spreads;

  /**
   * One pair.
   *
   * @param label who, and under what
   * @param without in milliseconds, above zero
   * @param beside the same
   * @param ours whether it is this product's
   */
  public record Spread(String label, double without, double beside, boolean ours) {}

  /** A panel of at least one pair. */
  public Spreads(String title, List<Spread> spreads) {
    super(title);
    this.spreads = List.copyOf(spreads);
  }

  @Override
  int height() {
    return spreads.size() * ROW_HEIGHT + AXIS_HEIGHT;
  }

  @Override
  void draw(Svg svg, int top) {
    double least = Double.MAX_VALUE;
    double most = MILLIS_MIN;
    for (Spread one : spreads) {
      least = Math.min(least, Math.min(one.without(), one.beside()));
      most = Math.max(most, Math.max(one.without(), one.beside()));
    }
    int from = (int) Math.floor(Math.log10(Math.max(least, MILLIS_MIN)));
    int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
    int bottom = top + spreads.size() * ROW_HEIGHT;
    for (int power = from; power <= to; power++) {
      double x = x(Math.pow(10, power), from, to);
      svg.line(x, top, x, bottom, "grid");
      svg.text(x, bottom + 15, "small", Svg.Anchor.MIDDLE, tick(power));
    }
    int y = top;
    for (Spread one : spreads) {
      drawRow(svg, one, y + ROW_HEIGHT / 2.0, from, to);
      y += ROW_HEIGHT;
    }
  }

  private static void drawRow(Svg svg, Spread one, double middle, int from, int to) {
    String colour = one.ours() ? "ours" : "other";
    double without = x(one.without(), from, to);
    double beside = x(one.beside(), from, to);
    svg.text(SCALE_LEFT - 16, middle + 4.5, "", Svg.Anchor.END, one.label());
    svg.line(without, middle, beside, middle, "link " + colour);
    svg.circle(beside, middle, RADIUS, colour);
    svg.circle(without, middle, RADIUS - 1, colour + " hollow");
    svg.text(
        SCALE_RIGHT + 16,
        middle + 4.5,
        "",
        Svg.Anchor.START,
        number(one.without()) + " without, " + number(one.beside()) + " beside");
  }

  private static double x(double millis, int from, int to) {
    double part = (Math.log10(Math.max(millis, MILLIS_MIN)) - from) / (to - from);
    return SCALE_LEFT + Math.max(part, 0) * (SCALE_RIGHT - SCALE_LEFT);
  }

  private static String number(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.0f", millis);
  }

  private static String tick(int power) {
    return power >= 0
        ? String.format(Locale.ROOT, "%,.0f ms", Math.pow(10, power))
        : String.format(Locale.ROOT, "%." + -power + "f ms", Math.pow(10, power));
  }
}
