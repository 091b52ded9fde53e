package dev.stillpoint.catalog;

/**
 * A data key, under which blocks are sealed.
 *
 * @param dataKey its name in the engine
 * @param keyId the master key under which it is wrapped
 * @param wrapped itself, wrapped under that master key's material
 */
public record DataKeyRow(long dataKey, String keyId, String wrapped) {
  /** Without what is wrapped, so that it is in no log. */
  @Override
  public String toString() {
    return "DataKeyRow[" + dataKey + " under " + keyId + "]";
  }
}
