package dev.stillpoint.control.request;

/**
 * Who asks, and from where.
 *
 * @param accountId the account that owns what is made and seen, 16 digits
 * @param principal who of that account
 * @param sourceIp the address of the caller's end of the connection; empty for the server itself
 */
public record Caller(String accountId, Principal principal, String sourceIp) {
  /** The account itself, which may do everything that its state allows. */
  public static Caller root(String accountId) {
    return new Caller(accountId, new Principal.Root(), "");
  }
}
