package dev.stillpoint.control.access;

import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.CredentialRow;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.SessionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.request.Principal;
import java.time.Instant;
import java.util.Optional;

/** Who signs with which key: accounts, their users, and sessions. Thread-safe. */
public final class Credentials {
  /** How the identifier of a session's key begins. */
  public static final String SESSION_PREFIX = "STS.";

  private final Catalog catalog;

  public Credentials(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The key of that identifier, active or not; that of an expired session for a while. */
  public Optional<Credential> find(String accessKeyId) {
    return catalog.read(tables ->
        accessKeyId.startsWith(SESSION_PREFIX)
            ? tables.roles().session(accessKeyId).map(row -> session(tables, row))
            : tables.accounts().credential(accessKeyId).map(Credentials::key));
  }

  private static Credential key(CredentialRow row) {
    Principal principal =
        row.userId() == null
            ? new Principal.Root()
            : new Principal.User(row.userId(), row.userName());
    return new Credential(
        row.accessKeyId(),
        row.secret(),
        row.accountId(),
        row.active() && !row.disabled(),
        principal,
        "",
        Instant.MAX);
  }

  private static Credential session(Tables tables, SessionRow row) {
    RoleRow role = tables.roles().find(row.roleId()).orElseThrow();
    return new Credential(
        row.accessKeyId(),
        row.secret(),
        row.accountId(),
        !tables.marks().of(row.accountId()).contains(Mark.DISABLED),
        new Principal.RoleSession(
            role.roleId(),
            role.name(),
            row.sessionName(),
            row.sessionPolicy().isEmpty() ? null : row.sessionPolicy()),
        row.tokenDigest(),
        Instant.ofEpochMilli(row.expiresAt()));
  }

  /**
   * A key with whose it is. Neither the secret nor the digest shows in {@link #toString}.
   *
   * @param id what the caller shows
   * @param secret what both sides sign with
   * @param accountId whose resources it opens
   * @param active false when the key or the account is disabled
   * @param principal who of the account
   * @param tokenDigest SHA-256 of the token that must come with it, hexadecimal; empty if none must
   * @param expiresAt when it ends
   */
  public record Credential(
      String id,
      String secret,
      String accountId,
      boolean active,
      Principal principal,
      String tokenDigest,
      Instant expiresAt) {
    @Override
    public String toString() {
      return "Credential[" + id + " of " + accountId + "]";
    }
  }
}
