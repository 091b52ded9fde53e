/**
 * The door of the NBD room: {@link dev.stillpoint.nbd.NbdServer}, and what it needs of the house,
 * {@link dev.stillpoint.nbd.Exports}.
 *
 * <p>The room speaks the NBD protocol and nothing else: it knows names and block devices, never
 * disks, snapshots, instances or accounts. Its packages, lowest first: {@code socket} (the only one
 * that touches the system), {@code wire} (messages and their bytes), {@code negotiation} (the
 * table), {@code session} (the data path), and this one (threads, connections, listening).
 *
 * <p>Promises: a client pays for what it does itself, in memory, threads and time ({@link
 * dev.stillpoint.nbd.NbdLimits}). And once a connection is fenced, nothing that came through it is
 * applied any more. That happens before its client's successor is let in, and before a withdrawal
 * returns.
 */
package dev.stillpoint.nbd;
