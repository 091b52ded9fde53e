/** Where log lines go: a file in the data directory and standard error, never standard output. */
package dev.stillpoint.server.logging;
