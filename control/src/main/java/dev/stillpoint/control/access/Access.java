package dev.stillpoint.control.access;

import dev.stillpoint.control.foundation.Foundation;

/**
 * The doors to who there is and what they may do.
 *
 * @param credentials who signs with which key
 * @param users users
 * @param userKeys their access keys
 * @param userGroups groups of users
 * @param policies permission policies
 * @param policyVersions their versions
 * @param attachments who has which policy
 * @param roles roles
 * @param sessions keys for a while
 */
public record Access(
    Credentials credentials,
    Users users,
    UserKeys userKeys,
    UserGroups userGroups,
    Policies policies,
    PolicyVersions policyVersions,
    Attachments attachments,
    Roles roles,
    Sessions sessions) {
  /** Opens them. */
  public static Access over(Foundation foundation) {
    return new Access(
        new Credentials(foundation.catalog()),
        new Users(foundation),
        new UserKeys(foundation),
        new UserGroups(foundation),
        new Policies(foundation),
        new PolicyVersions(foundation),
        new Attachments(foundation),
        new Roles(foundation),
        new Sessions(foundation));
  }
}
