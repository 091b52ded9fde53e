package dev.stillpoint.demo.proof;

/** What must hold of disks that show one instant. */
public enum Rule {
  /** Each block is all zeros or exactly what one transaction wrote there, to the last byte. */
  WHOLE_BLOCKS("every block whole"),
  /** A page's transaction has its log record, which was answered before the page was sent. */
  PAGE_HAS_LOG("no page without its log record"),
  /** A commit mark's transaction has both pages, which were answered before the mark was sent. */
  COMMIT_HAS_PAGES("no commit mark without its pages"),
  /**
   * With a transaction come all that were complete before it began: those a window older than the
   * youngest that is seen.
   */
  OLDER_ARE_COMPLETE("nothing older missing"),
  /** What was answered before the instant is there, or was overwritten by something younger. */
  ANSWERED_IS_THERE("everything answered before is there"),
  /** What was sent after the instant is not there. */
  NOTHING_YOUNGER("nothing younger than the instant"),
  /** Enough transactions were seen for the proof to mean something. */
  ENOUGH_CHECKED("at least 10,000 transactions checked");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /** The rule in words. */
  public String sentence() {
    return sentence;
  }
}
