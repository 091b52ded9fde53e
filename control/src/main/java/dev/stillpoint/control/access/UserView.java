package dev.stillpoint.control.access;

import dev.stillpoint.catalog.UserRow;
import java.time.Instant;

/**
 * A user as the API shows it.
 *
 * @param userId a number of 18 digits
 * @param createDate when it was made
 * @param updateDate when it was changed last
 */
public record UserView(
    String userId,
    String userName,
    String displayName,
    String mobilePhone,
    String email,
    String comments,
    Instant createDate,
    Instant updateDate) {
  static UserView of(UserRow row) {
    return new UserView(
        row.userId(),
        row.name(),
        row.displayName(),
        row.mobilePhone(),
        row.email(),
        row.comments(),
        Instant.ofEpochMilli(row.createdAt()),
        Instant.ofEpochMilli(row.updatedAt()));
  }
}
