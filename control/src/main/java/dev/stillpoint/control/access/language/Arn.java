package dev.stillpoint.control.access.language;

import java.util.Optional;

/**
 * A resource as a policy speaks of it: {@code acs:PRODUCT:REGION:ACCOUNT:REST}.
 *
 * @param product for example {@code ecs}
 * @param region empty for a product that knows no regions
 * @param account 16 digits
 * @param rest for example {@code disk/d-1}
 */
public record Arn(String product, String region, String account, String rest) {
  private static final int PARTS = 5;

  /** The resource of that text, or nothing when it is none. */
  public static Optional<Arn> parse(String text) {
    String[] parts = text.split(":", PARTS);
    return parts.length == PARTS && parts[0].equals("acs")
        ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "acs:" + product + ":" + region + ":" + account + ":" + rest;
  }
}
