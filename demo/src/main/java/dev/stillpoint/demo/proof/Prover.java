package dev.stillpoint.demo.proof;

import dev.stillpoint.demo.workload.BlockContent;
import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.LogSync;
import dev.stillpoint.demo.workload.Role;
import dev.stillpoint.demo.workload.WriteRecords;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * Holds what disks show against the order in which it was written.
 *
 * <p>Each slot is a ring place that successive transactions overwrite in order, so "the part of
 * transaction n is there" means: its slot holds n or a younger one. With that, every rule is a
 * comparison of two slots, or of a slot with the writer's records, and every slot of every disk is
 * compared. A set may lack roles (a group over one host has two of the four); then the rules
 * between the roles that are there apply.
 */
public final class Prover {
  /** Fewer transactions than this prove nothing. */
  public static final long TRANSACTIONS_MIN = 10_000;

  private final Layout layout;
  private final WriteRecords records;

  /** Over the records of a writer at rest. */
  public Prover(Layout layout, WriteRecords records) {
    this.layout = layout;
    this.records = records;
  }

  /** Checks every rule on every slot. Takes some milliseconds per 10,000 transactions. */
  public Verdict prove(Evidence evidence, InstantBounds bounds) {
    Findings findings = new Findings();
    Map<Role, RoleEvidence> roles = evidence.roles();
    long youngest = see(roles, findings);
    causes(roles, Role.PAGE_A, Role.LOG, Rule.PAGE_HAS_LOG, findings);
    causes(roles, Role.PAGE_B, Role.LOG, Rule.PAGE_HAS_LOG, findings);
    causes(roles, Role.COMMIT, Role.PAGE_A, Rule.COMMIT_HAS_PAGES, findings);
    causes(roles, Role.COMMIT, Role.PAGE_B, Rule.COMMIT_HAS_PAGES, findings);
    for (RoleEvidence disk : roles.values()) {
      olderAreComplete(disk, youngest, findings);
      withinBounds(disk, bounds, findings);
    }
    return findings.verdict(youngest);
  }

  /** Notes damage and counts the transactions that are seen at all; gives the youngest. */
  private long see(Map<Role, RoleEvidence> roles, Findings findings) {
    BitSet seen = new BitSet();
    long committed = 0;
    for (RoleEvidence disk : roles.values()) {
      for (int slot = 0; slot < disk.slots(); slot++) {
        long held = disk.heldIn(slot);
        if (held == BlockContent.DAMAGED || held >= WriteRecords.TRANSACTIONS_MAX) {
          findings.add(
              Rule.WHOLE_BLOCKS, "slot " + slot + " of " + disk.role().label() + " is damaged");
        } else if (held >= 0) {
          seen.set((int) held);
          committed += disk.role() == Role.COMMIT ? 1 : 0;
        }
      }
    }
    findings.counted(seen.cardinality(), committed);
    return seen.length() - 1L;
  }

  /** Whatever the effect's disk holds, the cause's disk holds it too, or something younger. */
  private void causes(
      Map<Role, RoleEvidence> roles, Role effect, Role cause, Rule rule, Findings findings) {
    RoleEvidence effects = roles.get(effect);
    RoleEvidence causes = roles.get(cause);
    if (effects == null || causes == null) {
      return;
    }
    for (int slot = 0; slot < effects.slots(); slot++) {
      long transaction = effects.heldIn(slot);
      if (transaction < 0) {
        continue;
      }
      long found = causes.heldIn(layout.slot(cause, transaction));
      findings.compared();
      if (found < transaction) {
        findings.add(
            rule,
            effect.label()
                + " shows "
                + transaction
                + ", "
                + cause.label()
                + " shows "
                + named(found));
      }
    }
  }

  /** All that were complete before the youngest could begin are there, on every disk. */
  private void olderAreComplete(RoleEvidence disk, long youngest, Findings findings) {
    long last = youngest - layout.window();
    for (long n = Math.max(0, last - disk.slots() + 1); n <= last; n++) {
      long held = disk.heldIn(layout.slot(disk.role(), n));
      findings.compared();
      if (held < n) {
        findings.add(
            Rule.OLDER_ARE_COMPLETE,
            disk.role().label() + " shows " + named(held) + " where " + n + " was complete");
      }
    }
  }

  /** What the writer knows: the least and the most that each slot may hold at the instant. */
  private void withinBounds(RoleEvidence disk, InstantBounds bounds, Findings findings) {
    long[] least = new long[disk.slots()];
    long[] most = new long[disk.slots()];
    Arrays.fill(least, -1);
    Arrays.fill(most, -1);
    for (long n = 0; n < records.begun(); n++) {
      int slot = layout.slot(disk.role(), n);
      long sent = records.sentAt(n, disk.role());
      if (mustBeThere(n, disk.role(), bounds)) {
        least[slot] = n;
      }
      if (sent != 0 && sent <= bounds.sentUntil()) {
        most[slot] = n;
      }
    }
    for (int slot = 0; slot < disk.slots(); slot++) {
      compare(disk, slot, least[slot], most[slot], findings);
    }
  }

  private boolean mustBeThere(long transaction, Role role, InstantBounds bounds) {
    long answered = records.answeredAt(transaction, role);
    if (answered == 0) {
      return false;
    }
    return answered < bounds.answeredBefore()
        || (bounds.writeThrough() == InstantBounds.WriteThrough.ALWAYS_THERE
            && role == Role.LOG
            && LogSync.of(layout.seed(), transaction) == LogSync.WRITE_THROUGH);
  }

  private static void compare(
      RoleEvidence disk, int slot, long least, long most, Findings findings) {
    long held = disk.heldIn(slot);
    findings.compared();
    if (held < least) {
      findings.add(
          Rule.ANSWERED_IS_THERE,
          disk.role().label() + " shows " + named(held) + " where " + least + " was answered");
    }
    if (held > most) {
      findings.add(
          Rule.NOTHING_YOUNGER,
          disk.role().label() + " shows " + held + ", of which nothing was sent by then");
    }
  }

  private static String named(long held) {
    return held >= 0 ? Long.toString(held) : held == BlockContent.DAMAGED ? "damage" : "nothing";
  }
}
