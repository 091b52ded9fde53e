/**
 * Negotiation as a table: in which state which option leads to what. Pure: options come in as
 * values and answers go out as values; exports are reached through {@link
 * dev.stillpoint.nbd.negotiation.Admission}. Knows nothing of sockets and block devices.
 */
package dev.stillpoint.nbd.negotiation;
