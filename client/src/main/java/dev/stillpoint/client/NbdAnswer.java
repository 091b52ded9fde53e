package dev.stillpoint.client;

/** Told once how a request ended. */
@FunctionalInterface
public interface NbdAnswer {
  /**
   * The request ended. Runs on the connection's reading thread, so that every other answer waits
   * for its return: it may submit further requests, to this or another connection, but must not
   * wait for one of this connection.
   */
  void answered(NbdStatus status);
}
