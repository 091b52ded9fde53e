package dev.stillpoint.engine.log;

/** Why an append has to wait. */
public enum Lack {
  /** It need not. */
  NOTHING,
  /** All buffers are full: {@link LogWriter#writeOut} makes room. */
  BUFFERS,
  /** No slot is free. */
  SEGMENTS
}
