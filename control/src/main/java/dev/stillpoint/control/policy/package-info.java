/**
 * Auto snapshot policies: what they are, which disks have them, and the runs that make snapshots at
 * their time points. The clock comes from outside; whoever keeps house turns the runs.
 */
package dev.stillpoint.control.policy;
