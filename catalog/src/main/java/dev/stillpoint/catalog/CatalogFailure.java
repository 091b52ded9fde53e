package dev.stillpoint.catalog;

/**
 * The open catalog failed: its storage refused, or a row would have broken a constraint. The
 * transaction was rolled back. Unchecked, because nobody between the table and the edge of the
 * server can do anything about it.
 */
public final class CatalogFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
