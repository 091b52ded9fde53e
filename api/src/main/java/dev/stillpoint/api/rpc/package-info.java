/**
 * The wire protocol, as pure functions over bytes and maps: percent coding, parameters from query
 * and form, both signatures, the time window, the memory of used nonces, and the order in which all
 * that is checked. It knows no action and no HTTP library; the clock comes in by constructor.
 *
 * <p>Two ways to send one call are understood. The older one (1.0) puts everything, the signature
 * too, into parameters; the newer one ({@code ACS3-HMAC-SHA256}) uses headers. An {@code
 * Authorization} header that starts with {@code ACS3-} decides.
 */
package dev.stillpoint.api.rpc;
