/**
 * The product's own benchmark: the same work through the same client on this server and on named
 * peers, in one run. It starts every contender as a child process and talks to it as anybody would,
 * through the API and NBD; it knows no room of the server. Writes nothing outside a temporary
 * directory, which it removes.
 */
package dev.stillpoint.bench;
