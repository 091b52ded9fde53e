package dev.stillpoint.bench.picture;

import java.util.Locale;

/**
 * The elements that pictures are made of. Colours are classes, so that light and dark can differ.
 */
final class Svg {
  /** Where a text stands against its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  static final int WIDTH = 860;

  private static final String STYLE =
      """
      <style>
        text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 13px; fill: #24292f; }
        .title { font-size: 18px; font-weight: 600; }
        .panel { font-size: 14px; font-weight: 600; }
        .quiet { fill: #656d76; }
        .small { font-size: 11px; fill: #656d76; }
        .card { fill: #ffffff; stroke: #d0d7de; }
        .grid { stroke: #d8dee4; fill: none; }
        .one { stroke: #656d76; stroke-dasharray: 4 3; fill: none; }
        .goal { stroke: #24292f; stroke-width: 2; fill: none; }
        .ours { fill: #0969da; stroke: #0969da; }
        .other { fill: #bc4c00; stroke: #bc4c00; }
        .short { fill: #cf6f2c; stroke: #cf6f2c; }
        .hollow { fill: #ffffff; stroke-width: 2; }
        .link { stroke-width: 3; opacity: 0.45; }
        .point { stroke: none; opacity: 0.45; }
        .trail { fill: none; stroke-width: 2; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .quiet, .small { fill: #9198a1; }
          .card { fill: #0d1117; stroke: #3d444d; }
          .grid { stroke: #2f353d; }
          .one { stroke: #9198a1; }
          .goal { stroke: #e6edf3; }
          .ours { fill: #4493f8; stroke: #4493f8; }
          .other { fill: #f0883e; stroke: #f0883e; }
          .short { fill: #db8a4a; stroke: #db8a4a; }
          .hollow { fill: #0d1117; }
          .trail { fill: none; }
        }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();

  /** A text; {@code style} names classes. */
  void text(double x, double y, String style, Anchor anchor, String words) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            style,
            anchor.name().toLowerCase(Locale.ROOT),
            escape(words)));
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  void bar(double x, double y, double width, double height, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"/>%n",
            x,
            y,
            Math.max(width, 1),
            height,
            style));
  }

  void circle(double x, double y, double radius, String style) {
    body.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>%n",
            x,
            y,
            radius,
            style));
  }

  /** A line through points, each {@code x,y}. */
  void trail(String points, String style) {
    body.append(
        String.format(Locale.ROOT, "<polyline points=\"%s\" class=\"%s\"/>%n", points, style));
  }

  /** The whole document. */
  String document(int height, String title) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" role=\"img\">%n",
            WIDTH,
            height,
            WIDTH,
            height)
        + "<title>"
        + escape(title)
        + "</title>\n"
        + STYLE
        + String.format(
            Locale.ROOT,
            "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" class=\"card\"/>%n",
            WIDTH - 1,
            height - 1)
        + body
        + "</svg>\n";
  }

  private static String escape(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
