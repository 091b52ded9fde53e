/** Configuration, wiring, HTTP, start and stop, check. */
package dev.stillpoint.server;
