/**
 * Instances, disks, snapshots, groups: rules, state machines, quotas, client tokens,
 * reconciliation. {@link dev.stillpoint.control.Control} opens every door of the room; the doors
 * are the interfaces in the packages below. Knows nothing of HTTP, of NBD or of SQL.
 */
package dev.stillpoint.control;
