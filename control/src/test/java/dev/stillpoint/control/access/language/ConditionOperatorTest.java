package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operator, with what it must hold for and what it must not. */
class ConditionOperatorTest {
  @ParameterizedTest
  @CsvSource({
    "StringEquals, dev, dev, true",
    "StringEquals, dev, Dev, false",
    "StringEquals, dev, test|dev, true",
    "StringNotEquals, dev, dev, false",
    "StringNotEquals, dev, test|dev, false",
    "StringNotEquals, dev, test|prod, true",
    "StringEqualsIgnoreCase, DEV, dev, true",
    "StringEqualsIgnoreCase, DEV, de, false",
    "StringNotEqualsIgnoreCase, DEV, dev, false",
    "StringNotEqualsIgnoreCase, DEV, prod, true",
    "StringLike, backup-7, backup-*, true",
    "StringLike, backup-7, backup-??, false",
    "StringNotLike, backup-7, backup-*, false",
    "StringNotLike, restore-7, backup-*, true",
    "NumericEquals, 10.0, 10, true",
    "NumericEquals, 11, 10, false",
    "NumericNotEquals, 10, 10.00, false",
    "NumericNotEquals, 11, 10, true",
    "NumericLessThan, 9, 10, true",
    "NumericLessThan, 10, 10, false",
    "NumericLessThanEquals, 10, 10, true",
    "NumericLessThanEquals, 10.1, 10, false",
    "NumericGreaterThan, -1, -2, true",
    "NumericGreaterThan, 10, 10, false",
    "NumericGreaterThanEquals, 10, 10, true",
    "NumericGreaterThanEquals, 9, 10, false",
    "DateEquals, 2026-01-01T00:00:00Z, 2026-01-01T08:00:00+08:00, true",
    "DateEquals, 2026-01-01T00:00:01Z, 2026-01-01T08:00:00+08:00, false",
    "DateNotEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, false",
    "DateNotEquals, 2026-01-01T00:00:01Z, 2026-01-01T00:00:00Z, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, false",
    "DateLessThanEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, true",
    "DateLessThanEquals, 2026-01-01T00:00:01Z, 2026-01-01T00:00:00Z, false",
    "DateGreaterThan, 2026-01-01T00:00:01Z, 2026-01-01T00:00:00Z, true",
    "DateGreaterThan, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, false",
    "DateGreaterThanEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, true",
    "DateGreaterThanEquals, 2025-01-01T00:00:00Z, 2026-01-01T00:00:00Z, false",
    "Bool, true, TRUE, true",
    "Bool, false, true, false",
    "Bool, false, false, true",
    "IpAddress, 192.0.2.7, 192.0.2.0/24, true",
    "IpAddress, 192.0.3.7, 192.0.2.0/24, false",
    "IpAddress, 192.0.2.0, 192.0.2.0/24, false",
    "IpAddress, 192.0.2.255, 192.0.2.0/24, false",
    "IpAddress, 192.0.2.0, 192.0.2.0/31, true",
    "IpAddress, 203.0.113.2, 203.0.113.2, true",
    "IpAddress, 203.0.113.2, 203.0.113.2/32, true",
    "IpAddress, 203.0.113.2, 192.0.2.0/24|203.0.113.2, true",
    "IpAddress, 203.0.113.2, 0.0.0.0/0, true",
    "IpAddress, ::1, 0.0.0.0/0, false",
    "IpAddress, 2001:db8::7, 2001:db8::/32, true",
    "IpAddress, 2001:db9::7, 2001:db8::/32, false",
    "NotIpAddress, 192.0.2.7, 192.0.2.0/24, false",
    "NotIpAddress, 192.0.2.255, 192.0.2.0/24, true",
    "NotIpAddress, 203.0.113.2, 192.0.2.0/24|203.0.113.2, false",
    "NotIpAddress, 203.0.113.3, 192.0.2.0/24|203.0.113.2, true",
    "IpAddressIncludeBorder, 192.0.2.0, 192.0.2.0/24, true",
    "IpAddressIncludeBorder, 192.0.2.255, 192.0.2.0/24, true",
    "IpAddressIncludeBorder, 192.0.3.0, 192.0.2.0/24, false",
    "NotIpAddressIncludeBorder, 192.0.2.255, 192.0.2.0/24, false",
    "NotIpAddressIncludeBorder, 192.0.3.0, 192.0.2.0/24, true",
    "NumericEquals, ten, 10, false",
    "NumericNotEquals, ten, 10, true",
    "DateLessThan, yesterday, 2026-01-01T00:00:00Z, false",
    "IpAddress, localhost, 127.0.0.1, false",
    "NotIpAddress, localhost, 127.0.0.1, true"
  })
  void comparesAs(String operator, String given, String wanted, boolean holds) {
    ConditionOperator named = ConditionOperator.named(operator).orElseThrow();
    assertThat(named.holds(Optional.of(given), List.of(wanted.split("\\|")))).isEqualTo(holds);
  }

  @ParameterizedTest
  @EnumSource(ConditionOperator.class)
  void withoutTheKeyOnlyANegationHolds(ConditionOperator operator) {
    assertThat(operator.holds(Optional.empty(), List.of("1")))
        .isEqualTo(operator.name().contains("NOT"));
  }

  @ParameterizedTest
  @CsvSource({
    "NumericEquals, 1e999999999",
    "NumericEquals, ''",
    "NumericLessThan, 0x10",
    "DateEquals, 2026-01-01",
    "DateEquals, now",
    "Bool, yes",
    "IpAddress, localhost",
    "IpAddress, 192.0.2.0/33",
    "IpAddress, 192.0.2",
    "IpAddress, 192.0.2.256",
    "IpAddress, 192.0.2.0/",
    "IpAddress, 2001:db8::/129",
    "IpAddressIncludeBorder, 192.0.2.0/x"
  })
  void refusesToBeWrittenWith(String operator, String wanted) {
    assertThat(ConditionOperator.named(operator).orElseThrow().takes(wanted)).isFalse();
  }

  @Test
  void isNamedExactly() {
    assertThat(ConditionOperator.named("stringEquals")).isEmpty();
    assertThat(ConditionOperator.named("Null")).isEmpty();
    assertThat(ConditionOperator.values()).hasSize(23);
  }
}
