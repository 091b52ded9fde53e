/**
 * The messages of the NBD protocol and their bytes, as the specification's {@code doc/proto.md}
 * draws them. Negotiation messages are sealed records with a codec; requests and replies of the
 * transmission phase are read and written in place, by static methods over native memory, because
 * they are the data path. Everything on the wire is big-endian. Does no input or output.
 */
package dev.stillpoint.nbd.wire;
