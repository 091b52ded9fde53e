package dev.stillpoint.control.access;

/**
 * What UpdateUser asks for. All but the name may be null, which leaves what is there.
 *
 * @param userName who is changed
 */
public record UpdateUser(
    String userName,
    String newUserName,
    String newDisplayName,
    String newMobilePhone,
    String newEmail,
    String newComments) {}
