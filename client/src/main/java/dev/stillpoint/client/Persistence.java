package dev.stillpoint.client;

/** What the answer of a write promises. */
public enum Persistence {
  /** The write is done, and a later flush makes it durable. */
  VOLATILE,
  /** The write is durable when it is answered (FUA). */
  DURABLE
}
