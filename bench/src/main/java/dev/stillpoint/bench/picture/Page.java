package dev.stillpoint.bench.picture;

import java.util.List;

/**
 * A picture: a title, what it was measured on, and panels below each other.
 *
 * @param title one line
 * @param remarks smaller lines below it
 * @param panels in order
 */
public record Page(String title, List<String> remarks, List<Panel> panels) {
  static final int LEFT = 24;

  private static final int TITLE_BASELINE = 36;
  private static final int REMARK_HEIGHT = 18;
  private static final int PANEL_GAP = 34;
  private static final int PANEL_TITLE_HEIGHT = 14;
  private static final int BOTTOM = 18;

  public Page {
    remarks = List.copyOf(remarks);
    panels = List.copyOf(panels);
  }

  /** The SVG document. */
  public String svg() {
    Svg svg = new Svg();
    int y = TITLE_BASELINE;
    svg.text(LEFT, y, "title", Svg.Anchor.START, title);
    for (String remark : remarks) {
      y += REMARK_HEIGHT;
      svg.text(LEFT, y, "small", Svg.Anchor.START, remark);
    }
    for (Panel panel : panels) {
      y += PANEL_GAP;
      svg.text(LEFT, y, "panel", Svg.Anchor.START, panel.title());
      y += PANEL_TITLE_HEIGHT;
      panel.draw(svg, y);
      y += panel.height();
    }
    return svg.document(y + BOTTOM, title);
  }
}
