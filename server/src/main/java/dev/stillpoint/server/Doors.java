package dev.stillpoint.server;

import dev.stillpoint.nbd.NbdServer;
import dev.stillpoint.server.http.HttpDoor;

/**
 * Both ways in, closed at the same time: each waits some seconds for those who are inside (HTTP 3,
 * NBD 3 and at most 2 more for storage that does not answer), and one after the other would leave
 * the checkpoint too little of the time that a stop may take.
 */
final class Doors {
  private Doors() {}

  /** Returns when nobody is inside any more. */
  static void close(HttpDoor http, NbdServer nbd) {
    Thread first = Thread.ofVirtual().name("stop-http").start(http::close);
    nbd.close();
    try {
      first.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
