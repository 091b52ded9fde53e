/**
 * What single snapshots, groups and rollbacks share: freezing disks, uploading what was frozen, and
 * deleting it again.
 */
package dev.stillpoint.control.freeze;
