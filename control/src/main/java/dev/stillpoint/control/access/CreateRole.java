package dev.stillpoint.control.access;

/**
 * What CreateRole and UpdateRole ask for. When a role is made, all but name and trust policy may be
 * null; when one is changed, null leaves what is there.
 *
 * @param roleName unique within the account, whatever the case
 * @param trustPolicy who may take it on
 * @param description for people
 * @param maxSessionSeconds how long a session lasts at most
 */
public record CreateRole(
    String roleName, String trustPolicy, String description, Integer maxSessionSeconds) {}
