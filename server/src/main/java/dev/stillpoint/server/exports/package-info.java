/**
 * The directory of exports: control says which names exist, NBD asks what stands behind one. The
 * two rooms do not know each other; this is where they meet.
 */
package dev.stillpoint.server.exports;
