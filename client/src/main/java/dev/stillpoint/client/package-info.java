/**
 * A client of the API and of NBD that shares no code with the server.
 *
 * <p>It is written from the published rules of both protocols (the two request signatures, fixed
 * newstyle NBD), so that what it proves about a server is not proved with the server's own encoder.
 * {@link dev.stillpoint.client.ApiClient} signs and sends API calls; {@link
 * dev.stillpoint.client.NbdClient} reads and writes a disk, and {@link
 * dev.stillpoint.client.NbdWire} is for who measures and speaks the wire himself. This room knows
 * nothing of any other room.
 */
package dev.stillpoint.client;
