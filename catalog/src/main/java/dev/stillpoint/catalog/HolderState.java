package dev.stillpoint.catalog;

/** Where an instance's hold on a shared disk stands. */
public enum HolderState {
  ATTACHING,
  ATTACHED,
  DETACHING
}
