/**
 * The data path: one connection's transmission phase. One thread receives what the client sent,
 * executes every whole request of it in order from and into native memory, and sends the replies
 * together. What waits for the storage while others could go on is handed to a thread beside it;
 * with one request at a time nothing ever is. Validation is apart from execution. Knows block
 * devices and sockets, nothing of names and of other connections.
 */
package dev.stillpoint.nbd.session;
