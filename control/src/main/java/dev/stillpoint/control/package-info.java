/**
 * Instances, disks, snapshots, groups: rules, state machines, quotas, client tokens,
 * reconciliation.
 */
package dev.stillpoint.control;
