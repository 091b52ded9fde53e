package dev.stillpoint.catalog;

/**
 * Which disks, by the auto snapshot policies that are applied to them. Components combine with AND;
 * null means no filter.
 *
 * @param any whether any is
 * @param policyId that one is
 */
public record AppliedFilter(Boolean any, String policyId) {}
