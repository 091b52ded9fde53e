/**
 * What control needs of rooms that it must not know: exports, the archive's upload, the bodies of
 * instances.
 */
package dev.stillpoint.control.port;
