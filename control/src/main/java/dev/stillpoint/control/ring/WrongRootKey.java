package dev.stillpoint.control.ring;

/** The catalog's keys are wrapped under another root key than the one that was given. */
public final class WrongRootKey extends Exception {
  private static final long serialVersionUID = 1L;

  WrongRootKey() {
    super("the keys in the catalog are wrapped under another root key");
  }
}
