package dev.stillpoint.control.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * One row of a table about the order of checks: a rule that a request breaks, and what mends that.
 * A request that breaks every rule of the table is refused with the code of the first row; with
 * that one mended, with the code of the next; and is accepted in the end.
 */
public record Mending(ErrorCode code, ThrowingCallable mend) {
  /** Goes through the table. */
  public static void rowByRow(ThrowingCallable request, Mending... table) throws Throwable {
    for (Mending row : table) {
      Refusal refusal = Assertions.catchThrowableOfType(Refusal.class, request);
      assertThat(refusal).as("a refusal with %s", row.code()).isNotNull();
      assertThat(refusal.code()).isEqualTo(row.code());
      row.mend().call();
    }
    request.call();
  }
}
