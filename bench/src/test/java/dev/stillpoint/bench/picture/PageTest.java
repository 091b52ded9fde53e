package dev.stillpoint.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Pictures as a program that draws SVG reads them. */
class PageTest {
  private static Document parse(Panel... panels) throws Exception {
    String svg = new Page("Reads & \"writes\" <fast>", List.of("a machine"), List.of(panels)).svg();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document, String name, String style) {
    List<Element> found = new ArrayList<>();
    var nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      if (element.getAttribute("class").contains(style)) {
        found.add(element);
      }
    }
    return found;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void everythingThatCanBeDrawnIsOneWellFormedDocumentWithinItsEdges() throws Exception {
    Document document =
        parse(
            new RatioBars("bars", List.of(new RatioBars.Bar("<b>", 900, OptionalDouble.of(1_000)))),
            new Spreads("spreads", List.of(new Spreads.Spread("a & b", 0, 123_456, true))),
            new Course("course", "groups", List.of(5.0)),
            new Course("course", "groups", Collections.nCopies(777, 0.0)));
    Element root = document.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Reads & \"writes\" <fast>");
    double width = number(root, "width");
    double height = number(root, "height");
    for (Element text : elements(document, "text", "")) {
      assertThat(number(text, "y")).isBetween(0.0, height);
    }
    for (Element dot : elements(document, "circle", "")) {
      assertThat(number(dot, "cx")).isBetween(0.0, width);
      assertThat(number(dot, "cy")).isBetween(0.0, height);
    }
    for (Element bar : elements(document, "rect", "")) {
      assertThat(number(bar, "x") + number(bar, "width")).isLessThanOrEqualTo(width);
    }
  }

  @Test
  void aBarIsAsLongAsItsRatioAndItsColourSaysWhetherTheGoalWasReached() throws Exception {
    Document document =
        parse(
            new RatioBars(
                "bars",
                List.of(
                    new RatioBars.Bar("reached", 2, OptionalDouble.of(1.5)),
                    new RatioBars.Bar("short", 1, OptionalDouble.of(1.5)),
                    new RatioBars.Bar("told", 0.5, OptionalDouble.empty()))));
    List<Element> ours = elements(document, "rect", "ours");
    List<Element> missed = elements(document, "rect", "short");
    assertThat(ours).hasSize(2);
    assertThat(missed).hasSize(1);
    double one = number(missed.getFirst(), "width");
    assertThat(number(ours.getFirst(), "width")).isCloseTo(2 * one, within(0.2));
    assertThat(number(ours.getLast(), "width")).isCloseTo(one / 2, within(0.2));
    List<Element> goals = elements(document, "line", "goal");
    assertThat(goals).hasSize(2);
    assertThat(number(goals.getFirst(), "x1") - number(missed.getFirst(), "x"))
        .isCloseTo(1.5 * one, within(0.2));
  }

  @Test
  void tenTimesAsLongIsOneStepOnTheScaleOfSpreads() throws Exception {
    Document document =
        parse(
            new Spreads(
                "spreads",
                List.of(
                    new Spreads.Spread("ours", 1, 10, true),
                    new Spreads.Spread("theirs", 10, 100, false))));
    Element ours = elements(document, "line", "link ours").getFirst();
    Element theirs = elements(document, "line", "link other").getFirst();
    assertThat(number(ours, "x2")).isEqualTo(number(theirs, "x1"));
    assertThat(number(theirs, "x2") - number(theirs, "x1"))
        .isCloseTo(number(ours, "x2") - number(ours, "x1"), within(0.2))
        .isPositive();
  }

  @Test
  void aCourseShowsEveryValueAndRisesWithThem() throws Exception {
    List<Double> rising = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      rising.add((double) i);
    }
    Document document = parse(new Course("course", "groups", rising));
    assertThat(elements(document, "circle", "point")).hasSize(500);
    String[] points =
        elements(document, "polyline", "trail").getFirst().getAttribute("points").split(" ", -1);
    assertThat(points).hasSize(50);
    double first = Double.parseDouble(points[0].split(",", -1)[1]);
    double last = Double.parseDouble(points[49].split(",", -1)[1]);
    assertThat(first).isGreaterThan(last);
  }
}
