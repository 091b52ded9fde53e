package dev.stillpoint.control.access.language;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * How a condition compares. One that affirms holds when the request has the key and one of the
 * wanted values fits; one that negates holds when none fits, and so also without the key.
 */
@SuppressWarnings("ImmutableEnumChecker") // A comparison holds nothing that changes.
enum ConditionOperator {
  STRING_EQUALS("StringEquals", text(String::equals)),
  STRING_NOT_EQUALS("StringNotEquals", not(STRING_EQUALS)),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", text(String::equalsIgnoreCase)),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", not(STRING_EQUALS_IGNORE_CASE)),
  STRING_LIKE("StringLike", text((given, wanted) -> Wildcards.of(wanted).matches(given))),
  STRING_NOT_LIKE("StringNotLike", not(STRING_LIKE)),
  NUMERIC_EQUALS("NumericEquals", number(order -> order == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", not(NUMERIC_EQUALS)),
  NUMERIC_LESS_THAN("NumericLessThan", number(order -> order < 0)),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", number(order -> order <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", number(order -> order > 0)),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", number(order -> order >= 0)),
  DATE_EQUALS("DateEquals", date(order -> order == 0)),
  DATE_NOT_EQUALS("DateNotEquals", not(DATE_EQUALS)),
  DATE_LESS_THAN("DateLessThan", date(order -> order < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", date(order -> order <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", date(order -> order > 0)),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", date(order -> order >= 0)),
  BOOL("Bool", of(ConditionOperator::truth, Boolean::equals)),
  IP_ADDRESS("IpAddress", of(AddressRange::parse, (given, wanted) -> wanted.holdsWithin(given))),
  NOT_IP_ADDRESS("NotIpAddress", not(IP_ADDRESS)),
  IP_ADDRESS_INCLUDE_BORDER(
      "IpAddressIncludeBorder", of(AddressRange::parse, (given, wanted) -> wanted.holds(given))),
  NOT_IP_ADDRESS_INCLUDE_BORDER("NotIpAddressIncludeBorder", not(IP_ADDRESS_INCLUDE_BORDER));

  /** Bounded, so that no exponent makes a comparison long. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

  private final String written;
  private final Comparison<?> comparison;

  ConditionOperator(String written, Comparison<?> comparison) {
    this.written = written;
    this.comparison = comparison;
  }

  /** The operator of that name, spelled exactly so. */
  static Optional<ConditionOperator> named(String name) {
    for (ConditionOperator operator : values()) {
      if (operator.written.equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** True when a policy may compare with that value. */
  boolean takes(String wanted) {
    return comparison.read.apply(wanted).isPresent();
  }

  /** Whether the condition holds for a request. */
  boolean holds(Optional<String> given, List<String> wanted) {
    boolean fits =
        given.isPresent() && wanted.stream().anyMatch(w -> comparison.fits(given.get(), w));
    return fits != comparison.negated;
  }

  private static Comparison<String> text(BiPredicate<String, String> fits) {
    return of(Optional::of, fits);
  }

  private static Comparison<BigDecimal> number(IntPredicate fits) {
    return of(ConditionOperator::decimal, (given, wanted) -> fits.test(given.compareTo(wanted)));
  }

  private static Comparison<Instant> date(IntPredicate fits) {
    return of(ConditionOperator::instant, (given, wanted) -> fits.test(given.compareTo(wanted)));
  }

  private static <V> Comparison<V> of(Function<String, Optional<V>> read, BiPredicate<V, V> fits) {
    return new Comparison<>(read, fits, false);
  }

  private static Comparison<?> not(ConditionOperator affirming) {
    return affirming.comparison.negation();
  }

  private static Optional<BigDecimal> decimal(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> truth(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Optional.of(true);
    }
    return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
  }

  /**
   * How values of one kind are read and compared.
   *
   * @param negated true when the condition holds for values that do not fit
   */
  private record Comparison<V>(
      Function<String, Optional<V>> read, BiPredicate<V, V> fit, boolean negated) {
    boolean fits(String given, String wanted) {
      Optional<V> left = read.apply(given);
      Optional<V> right = read.apply(wanted);
      return left.isPresent() && right.isPresent() && fit.test(left.get(), right.get());
    }

    Comparison<V> negation() {
      return new Comparison<>(read, fit, !negated);
    }
  }
}
