package dev.stillpoint.control.access;

import java.time.Instant;

/**
 * A version of a permission policy.
 *
 * @param id for example {@code v1}
 * @param inForce true for the default version
 * @param document the policy's text
 * @param createDate when it was made
 */
public record PolicyVersion(String id, boolean inForce, String document, Instant createDate) {}
