package dev.stillpoint.api.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often one user may call one action. */
class ThrottleTest {
  private static final Caller ROOT = Caller.root("1000000000000001");

  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private int calls = 60;
  private final Throttle throttle = new Throttle(_ -> calls, () -> now);

  @Test
  void aMinutesCallsPassAtOnceAndThenOneASecond() throws ApiFault {
    for (int i = 0; i < 60; i++) {
      throttle.pass(ROOT, "DescribeDisks");
    }
    ApiFault refused = refused(ROOT, "DescribeDisks");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("Throttling.User");
    assertThat(refused.headers())
        .containsEntry("X-RateLimit-User-API", "Remain:0,TimeLeft:1000")
        .containsEntry("X-RateLimit-User", "Remain:0,TimeLeft:1000")
        .containsEntry("x-acs-retry-after", "1000");
    now = now.plusMillis(999);
    assertThat(refused(ROOT, "DescribeDisks").headers()).containsEntry("x-acs-retry-after", "1");
    now = now.plusMillis(1);
    throttle.pass(ROOT, "DescribeDisks");
    assertThat(refused(ROOT, "DescribeDisks")).isNotNull();
  }

  @Test
  void usersAndActionsDoNotHoldEachOtherUp() throws ApiFault {
    calls = 1;
    throttle.pass(ROOT, "DescribeDisks");
    throttle.pass(ROOT, "DescribeSnapshots");
    throttle.pass(Caller.root("1000000000000002"), "DescribeDisks");
    throttle.pass(
        new Caller("1000000000000001", new Principal.User("2", "u"), ""), "DescribeDisks");
    assertThat(refused(ROOT, "DescribeDisks")).isNotNull();
  }

  @Test
  void theSessionsOfARoleShareWhatItMayCall() throws ApiFault {
    calls = 1;
    throttle.pass(session("night", null), "DescribeDisks");
    assertThat(refused(session("day", null), "DescribeDisks")).isNotNull();
    assertThat(refused(session("night", "{}"), "DescribeDisks")).isNotNull();
  }

  private static Caller session(String name, String policy) {
    return new Caller(
        "1000000000000001", new Principal.RoleSession("3", "Reader", name, policy), "");
  }

  @Test
  void aClockThatGoesBackTakesNothingAway() throws ApiFault {
    calls = 2;
    throttle.pass(ROOT, "DescribeDisks");
    now = now.minusSeconds(3600);
    throttle.pass(ROOT, "DescribeDisks");
    assertThat(refused(ROOT, "DescribeDisks")).isNotNull();
  }

  @Test
  void aLimitThatChangesHoldsAtOnce() throws ApiFault {
    calls = 1;
    throttle.pass(ROOT, "DescribeDisks");
    assertThat(refused(ROOT, "DescribeDisks")).isNotNull();
    calls = Throttle.UNBOUNDED;
    for (int i = 0; i < 1000; i++) {
      throttle.pass(ROOT, "DescribeDisks");
    }
    assertThatCode(() -> Throttle.none().pass(ROOT, "DescribeDisks")).doesNotThrowAnyException();
  }

  @Test
  void whatIsRememberedIsBounded() throws ApiFault {
    for (int i = 0; i < 12_000; i++) {
      throttle.pass(Caller.root("account " + i), "DescribeDisks");
    }
    assertThat(throttle.size()).isEqualTo(10_000);
  }

  private ApiFault refused(Caller caller, String action) {
    ApiFault fault = catchThrowableOfType(ApiFault.class, () -> throttle.pass(caller, action));
    assertThat(fault).as("held up").isNotNull();
    return fault;
  }
}
