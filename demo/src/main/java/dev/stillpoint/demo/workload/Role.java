package dev.stillpoint.demo.workload;

/** What a disk holds for the transactions: one part of each. */
public enum Role {
  /** The log record, written first. Disk 1 of host A. */
  LOG("log"),
  /** A page, written once the log record is answered. Disk 2 of host A. */
  PAGE_A("page-a"),
  /** A page, written once the log record is answered. Disk 1 of host B. */
  PAGE_B("page-b"),
  /** The commit mark, written once both pages are answered. Disk 2 of host B. */
  COMMIT("commit");

  private final String label;

  Role(String label) {
    this.label = label;
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
