package dev.stillpoint.control.fault;

/** Refusals of the key store, and of the cloud server's actions for reasons of encryption. */
public enum KeyError implements ErrorCode {
  FORBIDDEN_KEY_NOT_FOUND(404, "Forbidden.KeyNotFound", "There is no key {0}."),
  FORBIDDEN_ALIAS_NOT_FOUND(404, "Forbidden.AliasNotFound", "There is no alias {0}."),
  ALIAS_ALREADY_EXISTS(400, "AliasAlreadyExists", "The alias {0} names a key already."),
  UNSUPPORTED_ALIAS(
      400, "Unsupported.Alias", "This action takes the identifier of a key, not the alias {0}."),
  UNSUPPORTED_PROTECTION_LEVEL(
      400, "Unsupported.ProtectionLevel", "The protection level {0} is not offered here."),
  REJECTED_UNSUPPORTED_OPERATION(
      400, "Rejected.UnsupportedOperation", "The key {0} belongs to {1}, so it is not taken away."),
  REJECTED_LIMIT_EXCEEDED(
      400, "Rejected.LimitExceeded", "There are {0} of them, the most that there may be."),
  REJECTED_STATE_MODIFIED_FAILED(
      409, "Rejected.StateModifiedFailed", "The key {0} is {1}, which the action does not allow."),
  REJECTED_PENDING_DELETION(409, "Rejected.PendingDeletion", "The key {0} is about to be deleted."),

  // The cloud server's actions
  INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND(
      404, "InvalidParameter.KMSKeyId.NotFound", "There is no key {0}."),
  INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND_400(
      400, "InvalidParameter.KMSKeyId.NotFound", "There is no key {0}."),
  INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND_403(
      403, "InvalidParameter.KMSKeyId.NotFound", "There is no key {0}."),
  INVALID_PARAMETER_ENCRYPTED(
      400,
      "InvalidParameter.Encrypted",
      "The snapshot {0} is encrypted, and so is every disk that is made from it."),
  INVALID_KMS_KEY_ID_NOT_MATCH_SNAPSHOT(
      400, "InvalidKmsKeyId.NotMatchSnapshot", "The snapshot {0} is encrypted under another key."),
  INVALID_ENCRYPT_ALGORITHM(
      400, "InvalidEncryptAlgorithm", "There is no encryption algorithm {0} here.");

  private final int status;
  private final String code;
  private final String template;

  KeyError(int status, String code, String template) {
    this.status = status;
    this.code = code;
    this.template = template;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String template() {
    return template;
  }
}
