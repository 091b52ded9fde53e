package dev.stillpoint.control.access.language;

import java.util.Optional;

/**
 * Which resources a statement speaks of, part by part, so that a star in the region does not reach
 * into the account. Names of users, groups, roles and policies are found whatever their case, so
 * what is said of one holds for every spelling of it. Immutable.
 */
final class ResourcePattern {
  private static final String NAMES_WITHOUT_CASE = "ram";

  /** Null when every resource is meant, and what has none. */
  private final Parts parts;

  private ResourcePattern(Parts parts) {
    this.parts = parts;
  }

  /** Reads {@code *} or a pattern of ARNs; empty when it is neither. */
  static Optional<ResourcePattern> read(String text) {
    return text.equals("*")
        ? Optional.of(new ResourcePattern(null))
        : Arn.parse(text).map(arn -> new ResourcePattern(Parts.of(arn)));
  }

  boolean matches(Optional<Arn> resource) {
    return parts == null || (resource.isPresent() && parts.match(resource.get()));
  }

  private record Parts(
      Wildcards product,
      Wildcards region,
      Wildcards account,
      Wildcards rest,
      Wildcards restOfAnyCase) {
    static Parts of(Arn arn) {
      return new Parts(
          Wildcards.of(arn.product()),
          Wildcards.of(arn.region()),
          Wildcards.of(arn.account()),
          Wildcards.of(arn.rest()),
          Wildcards.ofAnyCase(arn.rest()));
    }

    boolean match(Arn arn) {
      return product.matches(arn.product())
          && (arn.region().isEmpty() || region.matches(arn.region()))
          && account.matches(arn.account())
          && (arn.product().equals(NAMES_WITHOUT_CASE) ? restOfAnyCase : rest).matches(arn.rest());
    }
  }
}
