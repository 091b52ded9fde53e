package dev.stillpoint.control.recovery;

/**
 * Something that catalog, engine and exports do not agree on.
 *
 * @param kind of what kind
 * @param subject the identifier or name concerned
 * @param sentence for a person
 */
public record Finding(Kind kind, String subject, String sentence) {
  /** Kinds of findings. */
  public enum Kind {
    /** A disk without its volume, or with another size. */
    DISK,
    /** A snapshot without its image, or with one of another disk, size or instant. */
    SNAPSHOT,
    /** A group whose members do not share one instant, or whose state does not fit theirs. */
    GROUP,
    /** An instance whose disks do not fit its state. */
    INSTANCE,
    /** An intent that nobody works on. */
    INTENT,
    /** A client token that stands for nothing. */
    TOKEN,
    /** An export that should be open and is not, or the other way round. */
    EXPORT,
    /** Something in the engine, or tags, that no row names; it is kept. */
    UNKNOWN
  }

  @Override
  public String toString() {
    return kind + " " + subject + ": " + sentence;
  }
}
