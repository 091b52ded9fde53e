package dev.stillpoint.bench.picture;

import java.util.List;
import java.util.Locale;

/** A time that was measured again and again: a dot for each, and a line through running medians. */
public final class Course extends Panel {
  private static final int PLOT_HEIGHT = 150;
  private static final int PLOT_LEFT = 84;
  private static final int PLOT_RIGHT = 836;
  private static final int AXIS_HEIGHT = 24;
  private static final int TICKS = 4;
  private static final int BINS = 50;
  private static final int OF_A_BIN_MIN = 5;

  /** Of the values, what the scale shows; the few above it lie on its upper edge. */
  private static final double SHOWN = 0.99;

  private final List<Double> millis;
  private final String counted;

  /**
   * A panel of at least one value.
   *
   * @param counted what the values are counted by, such as "groups"
   */
  public Course(String title, String counted, List<Double> millis) {
    super(title);
    this.counted = counted;
    this.millis = List.copyOf(millis);
  }

  @Override
  int height() {
    return PLOT_HEIGHT + AXIS_HEIGHT;
  }

  @Override
  void draw(Svg svg, int top) {
    List<Double> sorted = millis.stream().sorted().toList();
    double step = step(sorted.get((int) Math.ceil(SHOWN * sorted.size()) - 1) * 1.1 / TICKS);
    double most = step * TICKS;
    int bottom = top + PLOT_HEIGHT;
    for (int tick = 0; tick <= TICKS; tick++) {
      double y = y(tick * step, most, bottom);
      svg.line(PLOT_LEFT, y, PLOT_RIGHT, y, "grid");
      svg.text(PLOT_LEFT - 10, y + 4, "small", Svg.Anchor.END, label(tick * step));
    }
    for (int i = 0; i < millis.size(); i++) {
      svg.circle(x(i), y(millis.get(i), most, bottom), 2, "ours point");
    }
    svg.trail(medians(most, bottom), "ours trail");
    svg.text(PLOT_LEFT, bottom + 16, "small", Svg.Anchor.START, "1st");
    svg.text(
        PLOT_RIGHT,
        bottom + 16,
        "small",
        Svg.Anchor.END,
        String.format(Locale.ROOT, "after %,d %s", millis.size(), counted));
  }

  /** Line through the medians of equal stretches. */
  private String medians(double most, int bottom) {
    int bins = Math.min(BINS, Math.ceilDiv(millis.size(), OF_A_BIN_MIN));
    StringBuilder points = new StringBuilder();
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) millis.size() * bin / bins);
      int to = (int) ((long) millis.size() * (bin + 1) / bins);
      List<Double> stretch = millis.subList(from, to).stream().sorted().toList();
      points.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              x((from + to - 1) / 2.0),
              y(stretch.get(stretch.size() / 2), most, bottom)));
    }
    return points.toString().strip();
  }

  private double x(double index) {
    double part = millis.size() == 1 ? 0 : index / (millis.size() - 1);
    return PLOT_LEFT + part * (PLOT_RIGHT - PLOT_LEFT);
  }

  private static double y(double value, double most, int bottom) {
    return bottom - Math.min(value / most, 1) * PLOT_HEIGHT;
  }

  /** The next larger of 1, 2 and 5 times a power of ten. */
  private static double step(double wanted) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(wanted, 1e-3))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= wanted) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String label(double millis) {
    return millis == Math.rint(millis)
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%s ms", Double.toString((float) millis));
  }
}
