/**
 * Who waits when there are more threads than processors: whatever serves a call, never whatever
 * serves a disk.
 */
package dev.stillpoint.server.priority;
