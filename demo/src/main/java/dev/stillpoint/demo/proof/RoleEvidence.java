package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.Role;

/** What one disk showed: the transaction in each slot, and the digest of the bytes. */
public final class RoleEvidence {
  private final Role role;
  private final long[] held;
  private final String digest;

  RoleEvidence(Role role, long[] held, String digest) {
    this.role = role;
    this.held = held;
    this.digest = digest;
  }

  /** Which part of the transactions the disk holds. */
  public Role role() {
    return role;
  }

  /** SHA-256 over the used range, in hex. */
  public String digest() {
    return digest;
  }

  /** The transaction in a slot, or one of the two negative marks of {@code BlockContent}. */
  long heldIn(int slot) {
    return held[slot];
  }

  int slots() {
    return held.length;
  }
}
