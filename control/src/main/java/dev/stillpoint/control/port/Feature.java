package dev.stillpoint.control.port;

/** What a request may ask for beyond its action, and a region may not have. */
public enum Feature {
  /** InstantAccess=true. */
  INSTANT_ACCESS
}
