package dev.stillpoint.control.request;

import java.util.List;

/**
 * Who asks, and from where.
 *
 * @param accountId the account that owns what is made and seen, 16 digits
 * @param principal who of that account
 * @param sourceIp the address of the caller's end of the connection; empty for the server itself
 * @param mentions what the request names besides what its action asks permission for
 */
public record Caller(
    String accountId, Principal principal, String sourceIp, List<Mention> mentions) {
  public Caller {
    mentions = List.copyOf(mentions);
  }

  /** Who names nothing that the action does not ask for itself. */
  public Caller(String accountId, Principal principal, String sourceIp) {
    this(accountId, principal, sourceIp, List.of());
  }

  /** The account itself, which may do everything that its state allows. */
  public static Caller root(String accountId) {
    return new Caller(accountId, new Principal.Root(), "");
  }
}
