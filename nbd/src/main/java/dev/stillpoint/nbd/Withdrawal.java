package dev.stillpoint.nbd;

/** How the connections of an export end. After either, each of them is fenced. */
public enum Withdrawal {
  /**
   * What was received is completed and made durable, later requests are answered with ESHUTDOWN,
   * then the connections close. A connection that does not get there in time is fenced as it is.
   */
  GRACEFUL,
  /** The connections are fenced and closed at once. What was answered stays. */
  IMMEDIATE
}
