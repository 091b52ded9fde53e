package dev.stillpoint.block;

/**
 * Reading everything that is stored, ahead of whoever will need it. A pass goes over a whole pool
 * in small steps, beside all other work; what is damaged in one of two copies is mended on the way.
 * Every method is safe for use by several threads at once.
 */
public interface Scrubbing {
  /** Begins a pass, or goes on with one that was stopped; nothing if one is under way. */
  void startScrub();

  /** Stops the pass under way where it is, until it is started again or the next one is due. */
  void stopScrub();

  /** How the newest pass stands. */
  ScrubStatus scrubStatus();
}
