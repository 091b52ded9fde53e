package dev.stillpoint.control.access;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.foundation.Foundation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who there is and what they may do.
 *
 * @param credentials who signs with which key
 * @param sessions keys for a while
 * @param actions a row for each action on users, groups, roles, policies and tokens
 */
public record Access(Credentials credentials, Sessions sessions, List<ActionRow<?, ?>> actions) {
  /** Opens all of it. */
  public static Access over(Foundation foundation) {
    Sessions sessions = new Sessions(foundation);
    return new Access(
        new Credentials(foundation.catalog()),
        sessions,
        Stream.of(
                UserActions.over(foundation),
                UserGroupActions.over(foundation),
                PolicyActions.over(foundation),
                AttachmentActions.over(foundation),
                RoleActions.over(foundation),
                TokenActions.over(sessions))
            .<ActionRow<?, ?>>flatMap(List::stream)
            .toList());
  }
}
