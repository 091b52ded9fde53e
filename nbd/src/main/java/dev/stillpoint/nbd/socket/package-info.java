/**
 * Stream sockets through the system's own calls: unix domain and loopback TCP. Promises what the
 * JDK's channels do not offer: telling that a peer has hung up while unread data lies before it,
 * socket files that are private from their first moment, reads and writes straight from native
 * memory. The only package of the room that calls native code; knows nothing of NBD.
 */
package dev.stillpoint.nbd.socket;
