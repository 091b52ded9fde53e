package dev.stillpoint.api.errors;

import dev.stillpoint.control.fault.Wording;
import java.util.Locale;

/**
 * The codes that belong to the protocol rather than to one action: status, code and a message
 * template. {@code %s} stands for a value that is filled in when the error is raised.
 */
public enum CommonError {
  MISSING_ACTION(400, "MissingAction", "The parameter Action is mandatory and was not given."),
  MISSING_VERSION(400, "MissingVersion", "The parameter Version is mandatory and was not given."),
  MISSING_PARAMETER(
      400, "MissingParameter", "The parameter %s is mandatory for this call and was not given."),
  INVALID_PARAMETER(400, "InvalidParameter", "The parameter %s is not valid. %s"),
  INVALID_FORMAT(
      400, "InvalidParameter.Format", "The parameter Format must be JSON or XML, is %s."),
  INCOMPLETE_SIGNATURE(400, "IncompleteSignature", "The request is not fully signed. %s"),
  /**
   * Upstream ends this message with the server's string to sign after one colon; the older SDKs
   * compare it with their own and, when both are equal, tell the user that the secret is wrong. So
   * the message holds exactly one colon, right before that string.
   */
  SIGNATURE_DOES_NOT_MATCH(
      400,
      "SignatureDoesNotMatch",
      "The signature that was sent is not the one that the server computes. "
          + "server string to sign is:%s"),
  /** The same code for the newer signature, whose canonical request is not sent back. */
  SIGNATURE_DOES_NOT_MATCH_ACS3(
      400,
      "SignatureDoesNotMatch",
      "The signature that was sent is not the one that the server computes. "
          + "The SHA-256 of the server's canonical request is %s."),
  SIGNATURE_NONCE_USED(
      400, "SignatureNonceUsed", "The signature nonce %s was used before. Sign each call anew."),
  INVALID_SIGNATURE_METHOD(
      400, "InvalidSignatureMethod", "The signature method %s is not supported."),
  INVALID_TIMESTAMP_FORMAT(
      400,
      "InvalidTimeStamp.Format",
      "The time of the request, %s, is not of the form yyyy-MM-ddTHH:mm:ssZ."),
  INVALID_TIMESTAMP_EXPIRED(
      400,
      "InvalidTimeStamp.Expired",
      "The time of the request, %s, is more than %s minutes away from the server's, %s."),
  UNKNOWN_ACCESS_KEY(404, "InvalidAccessKeyId.NotFound", "The access key %s is not known."),
  INACTIVE_ACCESS_KEY(400, "InvalidAccessKeyId.Inactive", "The access key %s is disabled."),
  FOREIGN_SECURITY_TOKEN(
      400,
      "InvalidSecurityToken.MismatchWithAccessKey",
      "The security token does not belong to the access key."),
  MISSING_SECURITY_TOKEN(
      400,
      "MissingSecurityToken",
      "The access key is one for a while, and its security token was not given."),
  MALFORMED_SECURITY_TOKEN(
      400, "InvalidSecurityToken.Malformed", "The security token has not the form of one."),
  EXPIRED_SECURITY_TOKEN(400, "InvalidSecurityToken.Expired", "The security token expired at %s."),
  BODY_HASH_DOES_NOT_MATCH(
      400,
      "SignatureDoesNotMatch",
      "The header x-acs-content-sha256 is not the SHA-256 of the body that was received, %s."),
  UNKNOWN_PATH(404, "InvalidApi.NotFound", "Nothing is served at the path %s. The API is at /."),
  UNKNOWN_ACTION(
      404, "InvalidAction.NotFound", "The action %s does not exist in version %s of the API."),
  UNKNOWN_VERSION(400, "InvalidVersion", "The version %s of the API is not served here."),
  UNSUPPORTED_METHOD(
      400, "UnsupportedHTTPMethod", "The HTTP method %s is not supported. Use GET or POST."),
  BODY_TOO_LARGE(413, "RequestEntityTooLarge", "The body of the request is longer than %s bytes."),
  BODY_TOO_SLOW(
      408, "RequestTimeout", "The body of the request took longer than %s seconds to come."),
  BODY_CUT_OFF(
      400, "ContentLengthDoesNotMatch", "The body of the request ended before all of it had come."),
  THROTTLED(400, "Throttling.User", "Too many calls in a short time. Try again later."),
  /** Others hold the memory, or the place, that the call would need. */
  SERVICE_UNAVAILABLE(
      503, "ServiceUnavailable", "The server has too much under way. Try again later."),
  INTERNAL_ERROR(500, "InternalError", "The call failed for a reason inside the server.");

  private final int status;
  private final String code;
  private final String template;

  CommonError(int status, String code, String template) {
    this.status = status;
    this.code = code;
    this.template = template;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The code that clients match on. */
  public String code() {
    return code;
  }

  /**
   * The fault that says this, with {@code values} for the blanks of the template. Long values are
   * cut, except for a string to sign, which clients compare.
   */
  public ApiFault with(Object... values) {
    Object[] shown = values.clone();
    for (int i = 0; i < shown.length && this != SIGNATURE_DOES_NOT_MATCH; i++) {
      shown[i] = Wording.shown(shown[i]);
    }
    return new ApiFault(status, code, String.format(Locale.ROOT, template, shown));
  }
}
