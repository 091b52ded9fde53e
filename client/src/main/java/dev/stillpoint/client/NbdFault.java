package dev.stillpoint.client;

import java.io.IOException;

/** An NBD request or negotiation that the server refused, or that broke with its connection. */
public final class NbdFault extends IOException {
  private final NbdStatus status;

  NbdFault(NbdStatus status, String message) {
    super(message);
    this.status = status;
  }

  /** How the request ended. */
  public NbdStatus status() {
    return status;
  }
}
