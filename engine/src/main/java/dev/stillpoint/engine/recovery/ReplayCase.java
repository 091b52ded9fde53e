package dev.stillpoint.engine.recovery;

/** What replay finds at the place where the log should go on, and what it decides. */
public enum ReplayCase {
  /** An intact batch that continues the chain: apply it, look behind it. */
  A_CONTINUES(Decision.APPLY),
  /** No intact header of this segment: look for a segment that continues the chain. */
  B_NO_HEADER(Decision.NEXT_SEGMENT),
  /** An intact header that names another predecessor or LSN, left by a tail that was lost: as B. */
  C_BROKEN_CHAIN(Decision.NEXT_SEGMENT),
  /**
   * The header is intact and continues, the payload is torn: as B. The log ended before it once,
   * and if the first batch of the next life did not fit behind that end, it stands in another
   * segment.
   */
  D_TORN_PAYLOAD(Decision.NEXT_SEGMENT),
  /** A free slot's first batch continues the chain: this segment is closed, go on there. */
  E_SEGMENT_CONTINUES(Decision.APPLY),
  /** No slot continues the chain: the log ends here. */
  F_END_OF_LOG(Decision.END),
  /** A later batch says that more than what was found had been durable: refuse to open. */
  G_DURABLE_PART_MISSING(Decision.REFUSE),
  /** The process before left the batch that continues in its buffer: write it here, then as A. */
  H_IN_THE_BUFFER(Decision.APPLY),
  /**
   * As D, but a later batch says that this one had been durable: its data is damaged and not torn.
   * Apply it; who reads a block that does not match hears of it.
   */
  I_DAMAGED_PAYLOAD(Decision.APPLY);

  /** What to do. */
  public enum Decision {
    APPLY,
    NEXT_SEGMENT,
    END,
    REFUSE
  }

  private final Decision decision;

  ReplayCase(Decision decision) {
    this.decision = decision;
  }

  public Decision decision() {
    return decision;
  }
}
