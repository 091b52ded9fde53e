package dev.stillpoint.catalog;

/** The catalog cannot be opened; the message is a sentence for the operator. */
public final class CatalogFault extends Exception {
  private static final long serialVersionUID = 1L;

  CatalogFault(String message) {
    super(message);
  }

  CatalogFault(String message, Throwable cause) {
    super(message, cause);
  }
}
