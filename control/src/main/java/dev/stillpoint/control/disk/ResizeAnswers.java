package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.Tables;

/**
 * What a client token of ResizeDisk remembers. A client is answered nothing, but whether the disk
 * grew has to be known before a retry may be told that it did.
 */
public final class ResizeAnswers {
  private static final String MARK = "@";

  private ResizeAnswers() {}

  static String of(String diskId, int gib) {
    return diskId + MARK + gib;
  }

  /** True for a text that {@link #of} made. */
  public static boolean is(String answer) {
    return answer.contains(MARK);
  }

  /** True when the disk has at least the size. */
  public static boolean stands(Tables tables, String answer) {
    int mark = answer.indexOf(MARK);
    int gib = Integer.parseInt(answer.substring(mark + MARK.length()));
    return tables
        .disks()
        .find(answer.substring(0, mark))
        .map(DiskRow::sizeGib)
        .filter(size -> size >= gib)
        .isPresent();
  }
}
