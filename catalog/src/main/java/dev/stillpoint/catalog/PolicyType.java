package dev.stillpoint.catalog;

/** Who wrote a permission policy. */
public enum PolicyType {
  /** The product. */
  SYSTEM,
  /** The account. */
  CUSTOM
}
