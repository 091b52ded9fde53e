package dev.stillpoint.client;

import java.util.SequencedMap;

/** Turns a call into the pieces of an HTTP request whose signature the server can check. */
sealed interface Signer permits SignerV1, SignerV3 {
  /**
   * Signs one call.
   *
   * @param host the value of the Host header, with its port
   * @param timestamp UTC as {@code yyyy-MM-ddTHH:mm:ssZ}
   * @param nonce used once only
   */
  SignedCall sign(
      String action,
      SequencedMap<String, String> parameters,
      String host,
      String timestamp,
      String nonce);

  /**
   * What is sent with POST to the path {@code /}.
   *
   * @param query the raw query, empty for none
   * @param headers headers to set, without Host
   * @param body the form body, empty for none
   */
  record SignedCall(String query, SequencedMap<String, String> headers, String body) {}
}
