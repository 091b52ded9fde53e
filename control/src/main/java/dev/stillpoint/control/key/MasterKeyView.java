package dev.stillpoint.control.key;

import dev.stillpoint.control.contract.Inline;
import java.time.Instant;

/** A master key as answers show it. */
record MasterKeyView(
    String keyId,
    String arn,
    String keyState,
    String description,
    @Inline Kind kind,
    @Inline Life life,
    @Inline Material material) {
  /** What every key here is. */
  record Kind(String keySpec, String keyUsage, String origin, String protectionLevel) {
    static final Kind ONLY =
        new Kind("Aliyun_AES_256", "ENCRYPT/DECRYPT", "Aliyun_KMS", "SOFTWARE");
  }

  /** Whose it is, and when it was made and goes. */
  record Life(String creator, Instant creationDate, Instant deleteDate) {}

  /** Its one version, which does not expire and is not replaced. */
  record Material(
      String materialExpireTime,
      String primaryKeyVersion,
      Instant lastRotationDate,
      String automaticRotation) {}
}
