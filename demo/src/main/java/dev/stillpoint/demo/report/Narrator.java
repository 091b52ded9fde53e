package dev.stillpoint.demo.report;

/** Tells what happens while it happens. */
public interface Narrator {
  /** A step begins. */
  void step(int number, String title);

  /** The step that began last has ended. */
  void stepEnded(long nanos);

  /** Something worth a line within the step. */
  void line(String text);

  /** A proof was made, one of several alike: one line. */
  void brief(Ledger.Proof proof);

  /** A proof was made. */
  void proof(Ledger.Proof proof);
}
