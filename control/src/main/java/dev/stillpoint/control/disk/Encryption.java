package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.key.KeyForge;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.rule.TextRule;
import java.util.Optional;

/**
 * What was asked for of a new disk's encryption. A disk that is born empty gets a data key of its
 * own. One that begins with an encrypted snapshot shares the snapshot's, because it shares its
 * blocks; and because a plain snapshot's blocks are plain, an encrypted disk is not made from one.
 *
 * @param wanted whether it is to be encrypted; null when nothing was said
 * @param keyId the master key; empty when the service's own is meant
 */
record Encryption(Boolean wanted, String keyId) {
  private static final String ALGORITHM = "aes-256";

  /**
   * Checks what needs no lookup.
   *
   * @throws Refusal InvalidParameter.EncryptedIllegal, InvalidEncrypted.NotMatchEncryptAlgorithm,
   *     InvalidEncryptAlgorithm
   */
  static Encryption check(Boolean encrypted, String kmsKeyId, String algorithm) throws Refusal {
    boolean wanted = Boolean.TRUE.equals(encrypted);
    if (!wanted && !TextRule.absent(kmsKeyId)) {
      throw new Refusal(DiskError.INVALID_PARAMETER_ENCRYPTED_ILLEGAL);
    }
    if (!wanted && !TextRule.absent(algorithm)) {
      throw new Refusal(DiskError.INVALID_ENCRYPTED_NOT_MATCH_ENCRYPT_ALGORITHM);
    }
    if (!TextRule.absent(algorithm) && !algorithm.equalsIgnoreCase(ALGORITHM)) {
      throw new Refusal(KeyError.INVALID_ENCRYPT_ALGORITHM, algorithm);
    }
    return new Encryption(encrypted, TextRule.absent(kmsKeyId) ? "" : kmsKeyId);
  }

  /**
   * Checks the key that will be used.
   *
   * @param source the snapshot that the disk begins with; null when it is born empty
   * @throws Refusal the snapshot does not go with what was asked for, or the key may not be used
   */
  void checkKey(Tables tables, String accountId, SnapshotRow source) throws Refusal {
    Optional<SealRow> seal =
        source == null ? Optional.empty() : tables.seals().of(source.snapshotId());
    boolean sealed = Boolean.TRUE.equals(wanted);
    if (source != null && seal.isEmpty() && sealed) {
      throw new Refusal(DiskError.INVALID_PARAMETER_ENCRYPTED_NOT_SUPPORTED, source.snapshotId());
    }
    if (seal.isPresent()) {
      if (Boolean.FALSE.equals(wanted)) {
        throw new Refusal(KeyError.INVALID_PARAMETER_ENCRYPTED, source.snapshotId());
      }
      if (!keyId.isEmpty() && !keyId.equals(seal.get().keyId())) {
        throw new Refusal(KeyError.INVALID_KMS_KEY_ID_NOT_MATCH_SNAPSHOT, source.snapshotId());
      }
      usable(tables, accountId, seal.get().keyId());
    } else if (sealed) {
      checkOwnKey(tables, accountId);
    }
  }

  private void checkOwnKey(Tables tables, String accountId) throws Refusal {
    KeyRules.checkStore(tables, accountId);
    Optional<String> named =
        keyId.isEmpty()
            ? KeyForge.service(tables, accountId).map(MasterKeyRow::keyId)
            : Optional.of(keyId);
    if (named.isPresent()) {
      usable(tables, accountId, named.get());
    }
  }

  private static MasterKeyRow usable(Tables tables, String accountId, String keyId) throws Refusal {
    return KeyRules.usable(
        tables, accountId, keyId, KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND);
  }

  /**
   * Seals a disk of the intent, if it is to be sealed.
   *
   * @throws Refusal as {@link #checkKey}
   */
  void seal(Foundation foundation, Tables tables, DiskRow disk, SnapshotRow source) throws Refusal {
    checkKey(tables, disk.accountId(), source);
    if (source != null) {
      Optional<SealRow> seal = tables.seals().of(source.snapshotId());
      if (seal.isPresent()) {
        tables.seals().add(new SealRow(disk.diskId(), seal.get().dataKey(), seal.get().keyId()));
      }
    } else if (Boolean.TRUE.equals(wanted)) {
      KeyForge forge = new KeyForge(foundation);
      MasterKeyRow master =
          keyId.isEmpty()
              ? forge.serviceKey(tables, disk.accountId())
              : usable(tables, disk.accountId(), keyId);
      forge.seal(tables, disk.diskId(), master);
    }
  }
}
