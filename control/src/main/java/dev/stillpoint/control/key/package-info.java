/**
 * Master keys as clients and the operator handle them, and whether one may be used for a disk or
 * snapshot. Knows nothing of what an action does with a disk.
 */
package dev.stillpoint.control.key;
