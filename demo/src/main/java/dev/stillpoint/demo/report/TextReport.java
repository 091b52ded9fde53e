package dev.stillpoint.demo.report;

import dev.stillpoint.demo.proof.Rule;
import dev.stillpoint.demo.proof.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The report for people: each step as it happens, then the timeline and the result. */
public final class TextReport implements Narrator {
  private static final String INDENT = "     ";

  private final PrintStream out;
  private final Palette palette;

  /** How the report is coloured. */
  public enum Palette {
    /** Plain text. */
    PLAIN,
    /** With the colours of a terminal. */
    COLOUR
  }

  /** Prints to a stream. */
  public TextReport(PrintStream out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  /** The head: what this is, and how to repeat it. */
  public void begin(long seed, String directory) {
    out.println(bold("Stillpoint: one instant, every disk") + dim("   --seed " + seed));
    out.println(dim(directory));
  }

  @Override
  public void step(int number, String title) {
    out.println();
    out.println(bold(number + "  " + title));
    out.flush();
  }

  @Override
  public void stepEnded(long nanos) {
    line(dim(Amounts.seconds(nanos)));
  }

  @Override
  public void line(String text) {
    out.println(INDENT + text);
    out.flush();
  }

  @Override
  public void brief(Ledger.Proof proof) {
    if (proof.passed()) {
      String checked = Amounts.count(proof.verdict().transactions()) + " transactions";
      line(mark(true) + " " + proof.title() + dim("  " + checked));
    } else {
      proof(proof);
    }
  }

  @Override
  public void proof(Ledger.Proof proof) {
    line(mark(proof.passed()) + " " + proof.title());
    line("  " + dim(counts(proof.verdict())));
    if (!proof.detail().isEmpty()) {
      line("  " + dim(proof.detail()));
    }
    if (proof.expectation() == Ledger.Expectation.IS_REJECTED || !proof.passed()) {
      proof.verdict().violations().forEach((rule, count) -> line("  " + dim(broken(rule, count))));
      proof.verdict().examples().stream().limit(3).forEach(e -> line("  " + dim("e.g. " + e)));
    }
  }

  /** The end: what writes felt of the groups, the timeline, the result. */
  public void finish(Ledger ledger) {
    out.println();
    timeline(ledger);
    out.println();
    long passed = ledger.proofs().stream().filter(Ledger.Proof::passed).count();
    Ledger.Writing writing = ledger.writing();
    out.printf(
        Locale.ROOT,
        "%s %d of %d proofs came out as they must; %,d transactions, %,d writes, %.1f s%n",
        mark(ledger.allProofsPassed()),
        passed,
        ledger.proofs().size(),
        writing.completed(),
        writing.latency().count(),
        writing.runNanos() / 1e9);
    out.flush();
  }

  private void timeline(Ledger ledger) {
    Timeline timeline = new Timeline(ledger);
    out.printf(
        Locale.ROOT,
        "%s   %s%n",
        bold("The run"),
        dim(
            String.format(
                Locale.ROOT,
                "a column is %.2f s, the highest bar %,d transactions a second",
                timeline.sliceSeconds(),
                timeline.highestPerSecond())));
    timeline.lines().forEach(line -> out.println(INDENT + line));
    out.println(INDENT + dim("G group   s single snapshot   R rollback   U undo   X SIGKILL"));
  }

  /** How the windows with a call compare with those without. */
  public static List<String> stall(List<Ledger.Window> windows) {
    Stall stall = Stall.of(windows);
    return List.of(
        String.format(
            Locale.ROOT,
            "longest write in each of %d windows of %s around a call: median %s, longest %s",
            windows.size(),
            Amounts.millis(stall.windowNanos()),
            Amounts.millis(stall.medianWithCall()),
            Amounts.millis(stall.longestWithCall())),
        String.format(
            Locale.ROOT,
            "in as many equally long windows without a call: median %s, longest %s",
            Amounts.millis(stall.medianWithout()),
            Amounts.millis(stall.longestWithout())));
  }

  private static String counts(Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "%,d transactions checked, %,d committed, %,d comparisons, %,d violations",
        verdict.transactions(),
        verdict.committed(),
        verdict.pairs(),
        verdict.violationCount());
  }

  private static String broken(Rule rule, long count) {
    return String.format(Locale.ROOT, "%,6d x broken: %s", count, rule.sentence());
  }

  private String mark(boolean passed) {
    return passed ? colour("32", "✔") : colour("31", "✘");
  }

  private String bold(String text) {
    return colour("1", text);
  }

  private String dim(String text) {
    return colour("2", text);
  }

  private String colour(String code, String text) {
    return switch (palette) {
      case PLAIN -> text;
      case COLOUR -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
