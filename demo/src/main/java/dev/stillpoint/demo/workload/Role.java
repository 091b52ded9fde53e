package dev.stillpoint.demo.workload;

/** What a disk holds for the transactions: one part of each. */
public enum Role {
  /** The log record, written first. Disk 1 of host A. */
  LOG(0, "log"),
  /** A page, written once the log record is answered. Disk 2 of host A. */
  PAGE_A(1, "page-a"),
  /** A page, written once the log record is answered. Disk 1 of host B. */
  PAGE_B(2, "page-b"),
  /** The commit mark, written once both pages are answered. Disk 2 of host B. */
  COMMIT(3, "commit");

  private final int number;
  private final String label;

  Role(int number, String label) {
    this.number = number;
    this.label = label;
  }

  /** What stands for the role in a block, from 0 on without a gap. */
  public int number() {
    return number;
  }

  /** The disk's name in the demonstration, lower case. */
  public String label() {
    return label;
  }

  /** Whether this part is one of the two pages. */
  public boolean isPage() {
    return this == PAGE_A || this == PAGE_B;
  }
}
