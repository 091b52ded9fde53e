package dev.stillpoint.catalog;

/** What a permission policy can be attached to. */
public enum HolderKind {
  USER,
  GROUP,
  ROLE
}
