package dev.stillpoint.control.account;

import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.control.foundation.Foundation;

/** Makes access keys. */
public final class KeyMaker {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 20;
  private static final int SECRET_LENGTH = 30;

  private KeyMaker() {}

  /** A new key that opens an account; not yet in the catalog. */
  public static AccessKeyRow make(Foundation foundation, String accountId) {
    return new AccessKeyRow(
        "LTAI" + text(foundation, ID_LENGTH),
        accountId,
        text(foundation, SECRET_LENGTH),
        true,
        foundation.now());
  }

  /** So many random letters and digits. */
  public static String text(Foundation foundation, int length) {
    return foundation.identifiers().text(length, ALPHABET);
  }
}
