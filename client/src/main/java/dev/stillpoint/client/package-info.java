/** A client of the API and of NBD that shares no code with the server. */
package dev.stillpoint.client;
