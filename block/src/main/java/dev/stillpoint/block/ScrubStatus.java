package dev.stillpoint.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the newest pass over a pool stands.
 *
 * @param began empty before the first
 * @param finished when a pass came to its end last, whichever it was
 * @param doneBytes that it has read
 * @param totalBytes that it will have read, as the pool stands now
 * @param mendedCount copies that were damaged and were written anew from the other one
 * @param damagedCount what is lost: no good copy is left of it
 * @param damages the first of these, as far as this process found them; the log names all
 */
public record ScrubStatus(
    State state,
    Optional<Instant> began,
    Optional<Instant> finished,
    long doneBytes,
    long totalBytes,
    long mendedCount,
    long damagedCount,
    List<Damage> damages) {
  /** What the newest pass does. */
  public enum State {
    /** There was none. */
    NEVER,
    UNDER_WAY,
    STOPPED,
    FINISHED
  }

  /**
   * Something that is lost.
   *
   * @param what a sentence without its full stop: what, and where it stands
   * @param volumes whose present needs it; not all, if there are many
   * @param images that hold it; not all, if there are many
   */
  public record Damage(String what, List<VolumeId> volumes, List<ImageId> images) {
    public Damage {
      volumes = List.copyOf(volumes);
      images = List.copyOf(images);
    }
  }

  public ScrubStatus {
    damages = List.copyOf(damages);
  }
}
