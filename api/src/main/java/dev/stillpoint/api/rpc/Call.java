package dev.stillpoint.api.rpc;

/**
 * A call whose caller is proven.
 *
 * @param action name of the action; empty if none was sent
 * @param version version of the API, which also tells the product; empty if none was sent
 * @param key the access key that signed it
 * @param parameters everything that was sent
 */
public record Call(String action, String version, AccessKey key, Parameters parameters) {}
