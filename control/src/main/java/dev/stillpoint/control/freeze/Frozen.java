package dev.stillpoint.control.freeze;

import dev.stillpoint.block.Cut;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import java.time.Instant;
import java.util.List;

/**
 * What is answered as soon as the instant is taken, whatever is still to come. As a text it is what
 * a client token remembers, so a repeated request learns the same instant although what was frozen
 * may be gone by then.
 *
 * @param id of the snapshot or the group
 * @param cutTime the instant, in milliseconds
 * @param cutLsn its place in the log
 */
public record Frozen(String id, Instant cutTime, long cutLsn) {
  private static final String BETWEEN = "/";

  static Frozen of(String id, Cut cut) {
    return new Frozen(id, Instant.ofEpochMilli(cut.time().toEpochMilli()), cut.lsn().value());
  }

  /** The text that {@link #text} made. */
  public static Frozen of(String text) {
    List<String> parts = List.of(text.split(BETWEEN, -1));
    return new Frozen(
        parts.get(0),
        Instant.ofEpochMilli(Long.parseLong(parts.get(1))),
        Long.parseLong(parts.get(2)));
  }

  /** What a token remembers. */
  public String text() {
    return String.join(BETWEEN, id, Long.toString(cutTime.toEpochMilli()), Long.toString(cutLsn));
  }

  /**
   * What a token is to remember whose request was confirmed by somebody else.
   *
   * @param answer what it remembers from the intent
   * @return the instant as well, if the answer names one snapshot or one group that has it
   */
  public static String completed(Tables tables, String answer) {
    Cutting cutting =
        tables
            .groups()
            .find(answer)
            .map(Frozen::cutting)
            .or(() -> tables.snapshots().find(answer).map(Frozen::cutting))
            .orElse(new Cutting(null, null));
    if (cutting.at() == null || cutting.lsn() == null) {
      return answer;
    }
    return new Frozen(answer, Instant.ofEpochMilli(cutting.at()), cutting.lsn()).text();
  }

  private static Cutting cutting(GroupRow row) {
    return new Cutting(row.cutAt(), row.cutLsn());
  }

  private static Cutting cutting(SnapshotRow row) {
    return new Cutting(row.cutAt(), row.cutLsn());
  }

  private record Cutting(Long at, Long lsn) {}
}
