/**
 * A server for tests of the demonstration: the same door as the real one (READY line, API, NBD),
 * with disks that are mapped files, snapshots that are copies made while all writes wait, and, when
 * it is told to, lies that the demonstration must find.
 */
package dev.stillpoint.demo.fake;
