package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.BlockContent;
import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.Role;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads the used range of one disk, from its first byte on, and notes which transaction each slot
 * holds. One thread at a time.
 */
public final class RoleScan {
  private final Layout layout;
  private final Role role;
  private final long[] held;
  private final MessageDigest digest;
  private int slots;

  /** Of the disk of one role. */
  public RoleScan(Layout layout, Role role) {
    this.layout = layout;
    this.role = role;
    this.held = new long[layout.slots(role)];
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("SHA-256 is part of every JDK", e);
    }
  }

  /**
   * Takes the next bytes of the disk.
   *
   * @param bytes whole blocks; the buffer's position is left at its limit
   */
  public void take(ByteBuffer bytes) {
    if (bytes.remaining() % Layout.BLOCK_BYTES != 0) {
      throw new IllegalArgumentException(bytes.remaining() + " bytes are no whole blocks");
    }
    digest.update(bytes.duplicate());
    int end = bytes.limit();
    while (bytes.position() < end) {
      ByteBuffer block = bytes.slice(bytes.position(), Layout.BLOCK_BYTES);
      held[slots] = BlockContent.transactionIn(block, layout, role, slots);
      slots++;
      bytes.position(bytes.position() + Layout.BLOCK_BYTES);
    }
  }

  /** What was read. The scan ends with it. */
  public RoleEvidence finish() {
    if (slots != held.length) {
      throw new IllegalStateException(slots + " of " + held.length + " slots were read");
    }
    return new RoleEvidence(
        role, Arrays.copyOf(held, slots), HexFormat.of().formatHex(digest.digest()));
  }
}
