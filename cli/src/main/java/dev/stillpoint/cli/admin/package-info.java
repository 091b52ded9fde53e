/**
 * {@code stillpoint admin} and {@code stillpoint env}: one command a noun, asked of a running
 * server over the socket in its data directory. Knows the words and their help; what they mean is
 * the server's.
 */
package dev.stillpoint.cli.admin;
