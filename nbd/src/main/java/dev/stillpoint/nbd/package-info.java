/** The NBD protocol: negotiation, sessions, server; serves what a directory of exports names. */
package dev.stillpoint.nbd;
