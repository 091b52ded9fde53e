package dev.stillpoint.demo.cloud;

/**
 * The API refused a call of the demonstration, or did not keep what its rules promise: a missing
 * member, a state that is never reached.
 */
public final class CloudFault extends Exception {
  /** Says what was expected and what came. */
  public CloudFault(String message) {
    super(message);
  }

  /** Says which call failed, and why. */
  public CloudFault(String message, Throwable cause) {
    super(message, cause);
  }
}
