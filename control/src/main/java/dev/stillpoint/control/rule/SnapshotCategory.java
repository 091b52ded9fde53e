package dev.stillpoint.control.rule;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;

/** How a snapshot is kept; a label here. */
public enum SnapshotCategory {
  STANDARD("Standard", "standard"),
  FLASH("Flash", "flash");

  private final String sent;
  private final String shown;

  SnapshotCategory(String sent, String shown) {
    this.sent = sent;
    this.shown = shown;
  }

  /** As answers write it. */
  public String shown() {
    return shown;
  }

  /**
   * The category that a request for a group names.
   *
   * @param text as sent; absent means Standard
   * @param instantAccess whether InstantAccess is true
   * @throws Refusal InvalidSnapshotCategory.Malformed, InvalidCategoryAndInstantAccess.Malformed
   */
  public static SnapshotCategory of(String text, boolean instantAccess) throws Refusal {
    if (TextRule.absent(text) || text.equals(STANDARD.sent)) {
      return STANDARD;
    }
    if (!text.equals(FLASH.sent)) {
      throw new Refusal(GroupError.INVALID_SNAPSHOT_CATEGORY_MALFORMED, text);
    }
    if (instantAccess) {
      throw new Refusal(GroupError.INVALID_CATEGORY_AND_INSTANT_ACCESS_MALFORMED);
    }
    return FLASH;
  }
}
