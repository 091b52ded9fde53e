package dev.stillpoint.client;

/** The two ways in which a call can be signed. */
public enum Signature {
  /** RPC signature 1.0: HMAC-SHA1 over the sorted parameters, all of them in a form body. */
  V1,
  /** ACS3-HMAC-SHA256: action, time and nonce in signed headers, parameters in the query. */
  V3
}
