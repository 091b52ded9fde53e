package dev.stillpoint.control.access;

import dev.stillpoint.control.foundation.Foundation;

/**
 * The doors to who there is and what they may do.
 *
 * @param credentials who signs with which key
 */
public record Access(Credentials credentials) {
  /** Opens them. */
  public static Access over(Foundation foundation) {
    return new Access(new Credentials(foundation.catalog()));
  }
}
