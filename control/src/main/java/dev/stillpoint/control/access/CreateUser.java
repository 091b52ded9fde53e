package dev.stillpoint.control.access;

/**
 * What CreateUser asks for. All but the name may be null.
 *
 * @param userName unique within the account, whatever the case
 */
public record CreateUser(
    String userName, String displayName, String mobilePhone, String email, String comments) {}
