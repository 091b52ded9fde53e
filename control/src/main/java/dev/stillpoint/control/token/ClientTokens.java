package dev.stillpoint.control.token;

import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TokenRow;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.Fingerprint;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import java.time.Duration;

/**
 * Claims tokens before anything is looked up, so that a retry gets its first answer although the
 * world has changed since. The row lives in the catalog: the answer is written in the transaction
 * of the intent and released for replay in the one that confirms. A refused request frees its
 * token; one that breaks off without a refusal does so only while its intent is not written, since
 * after that nobody knows but reconciliation. Thread-safe.
 */
public final class ClientTokens {
  private final Foundation foundation;

  public ClientTokens(Foundation foundation) {
    this.foundation = foundation;
  }

  /** The codes in which an action speaks of tokens; the cloud's actions do not agree. */
  @SuppressWarnings("ImmutableEnumChecker") // Every row of the catalogue is a constant itself.
  public enum Dialect {
    /** Snapshots and groups. */
    SNAPSHOT(
        SharedError.INVALID_CLIENT_TOKEN_MALFORMED,
        SharedError.IDEMPOTENT_PARAMETER_MISMATCH,
        SharedError.IDEMPOTENT_PROCESSING),
    /** Disks. */
    DISK(
        SharedError.INVALID_CLIENT_TOKEN_MALFORMED,
        SharedError.IDEMPOTENT_PARAMETER_MISMATCH_400,
        SharedError.LAST_TOKEN_PROCESSING),
    /** Instances. */
    INSTANCE(
        SharedError.INVALID_CLIENT_TOKEN_VALUE_NOT_SUPPORTED,
        SharedError.IDEMPOTENT_PARAMETER_MISMATCH_400,
        SharedError.LAST_TOKEN_PROCESSING);

    private final ErrorCode malformed;
    private final ErrorCode mismatch;
    private final ErrorCode processing;

    Dialect(ErrorCode malformed, ErrorCode mismatch, ErrorCode processing) {
      this.malformed = malformed;
      this.mismatch = mismatch;
      this.processing = processing;
    }

    /** Checks the form of a token. */
    public void checkForm(String token) throws Refusal {
      TextRule.CLIENT_TOKEN.check(token, malformed);
    }
  }

  /**
   * Does a request once.
   *
   * @param action the action's name; a token belongs to account, action and region
   * @param token as sent; absent means that nothing is remembered
   * @param request every parameter
   * @param work does it, tells the claim its answer in the transaction of the intent, and that it
   *     is done in the one that confirms
   * @return the work's answer, or the one it gave the first time
   * @throws Refusal the work's, or one about the token
   */
  public String once(
      Caller caller, String action, String token, Record request, Dialect dialect, Work work)
      throws Refusal {
    if (TextRule.absent(token)) {
      return work.with(new Claim(null));
    }
    TokenRow row =
        new TokenRow(
            caller.accountId(),
            action,
            foundation.geography().regionId(),
            token,
            Fingerprint.of(request),
            "",
            false,
            foundation.now());
    String earlier = foundation.catalog().write(tables -> claim(tables, row, dialect));
    if (!earlier.isEmpty()) {
      return earlier;
    }
    foundation.reached(CrashPoint.TOKEN_CLAIMED);
    Claim claim = new Claim(row);
    try {
      return work.with(claim);
    } catch (Refusal e) {
      claim.free(foundation);
      throw e;
    } catch (RuntimeException e) {
      claim.freeUnlessIntended(foundation);
      throw e;
    }
  }

  /** The earlier answer, or an empty text when the token is ours now. */
  private String claim(Tables tables, TokenRow row, Dialect dialect) throws Refusal {
    TokenRow earlier = tables.tokens().find(row).orElse(null);
    long keep = Duration.ofHours(foundation.limits().tokenKeepHours()).toMillis();
    if (earlier != null && earlier.done() && earlier.createdAt() + keep <= row.createdAt()) {
      tables.tokens().remove(row);
      earlier = null;
    }
    if (earlier == null) {
      tables.tokens().add(row);
      return "";
    }
    if (!earlier.fingerprint().equals(row.fingerprint())) {
      throw new Refusal(dialect.mismatch);
    }
    if (!earlier.done()) {
      throw new Refusal(dialect.processing);
    }
    return earlier.answer();
  }

  /** Frees tokens whose time is over; does one bounded step. */
  public int expire() {
    long keep = Duration.ofHours(foundation.limits().tokenKeepHours()).toMillis();
    return foundation
        .catalog()
        .write(tables -> tables.tokens().removeDoneBefore(foundation.now() - keep));
  }

  /** What is done once. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    String with(Claim claim) throws Refusal;
  }

  /** A token that this request holds, or none. */
  public static final class Claim {
    private final TokenRow row;
    private boolean intended;
    private boolean kept;

    private Claim(TokenRow row) {
      this.row = row;
    }

    /** Writes down what the answer will be; in the transaction of the intent. */
    public void answer(Tables tables, String answer) {
      if (row != null) {
        tables.tokens().setAnswer(row, answer);
        intended = true;
      }
    }

    /** The answer may be replayed; in the transaction that confirms. */
    public void done(Tables tables) {
      if (row != null) {
        tables.tokens().setDone(row);
        kept = true;
      }
    }

    /** Nobody knows whether it took place: the token stays taken until reconciliation knows. */
    public void keep() {
      kept = true;
    }

    private void freeUnlessIntended(Foundation foundation) {
      if (!intended) {
        free(foundation);
      }
    }

    private void free(Foundation foundation) {
      if (row != null && !kept) {
        foundation
            .catalog()
            .write(tables -> {
              tables.tokens().remove(row);
              return row;
            });
      }
    }
  }
}
