package dev.stillpoint.catalog;

/**
 * A master key, under which data keys are wrapped.
 *
 * @param keyId its identifier
 * @param accountId whose it is
 * @param state where it stands
 * @param version identifier of its material
 * @param description may be empty
 * @param service for which service it was made unasked, for example ecs; empty when a client made
 *     it
 * @param granted the service may use it
 * @param wrapped its material, wrapped under the root key
 * @param createdAt milliseconds since 1970
 * @param deleteAt when it goes; null unless PENDING_DELETION
 */
public record MasterKeyRow(
    String keyId,
    String accountId,
    MasterKeyState state,
    String version,
    String description,
    String service,
    boolean granted,
    String wrapped,
    long createdAt,
    Long deleteAt) {
  /** Without what is wrapped, so that it is in no log. */
  @Override
  public String toString() {
    return "MasterKeyRow[" + keyId + " of " + accountId + ", " + state + "]";
  }
}
