package dev.stillpoint.api.throttle;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * One bucket of tokens for each user and action: it holds what may be called in a minute and fills
 * evenly. The number of buckets is bounded; the one that was asked least recently goes first, and
 * who comes again after that finds a full one. Safe for use by several threads at once.
 */
public final class Throttle {
  /** From this number of calls a minute on nobody is held up. */
  public static final int UNBOUNDED = 1_000_000;

  private static final int BUCKETS_MAX = 10_000;

  /**
   * A token in the parts in which a bucket fills: so many calls a minute are as many a millisecond.
   */
  private static final long TOKEN_PARTS = 60_000;

  private final ToIntFunction<String> callsPerMinute;
  private final InstantSource clock;
  private final Map<Key, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
          return size() > BUCKETS_MAX;
        }
      };

  /**
   * @param callsPerMinute of an action; asked for each call, so that a change holds at once
   */
  public Throttle(ToIntFunction<String> callsPerMinute, InstantSource clock) {
    this.callsPerMinute = callsPerMinute;
    this.clock = clock;
  }

  /** One that holds nobody up. */
  public static Throttle none() {
    return new Throttle(_ -> UNBOUNDED, InstantSource.fixed(Instant.EPOCH));
  }

  /**
   * Takes one token.
   *
   * @throws ApiFault Throttling.User, with the time after which there is a token again
   */
  public void pass(Caller caller, String action) throws ApiFault {
    int most = callsPerMinute.applyAsInt(action);
    if (most >= UNBOUNDED) {
      return;
    }
    long waitMillis = take(new Key(caller.accountId(), who(caller.principal()), action), most);
    if (waitMillis > 0) {
      String left = "Remain:0,TimeLeft:" + waitMillis;
      throw CommonError.THROTTLED
          .with()
          .withHeaders(
              Map.of(
                  "X-RateLimit-User-API", left,
                  "X-RateLimit-User", left,
                  "x-acs-retry-after", Long.toString(waitMillis)));
    }
  }

  /** All sessions of a role are one user: whoever may begin one may begin any number. */
  private static String who(Principal principal) {
    return switch (principal) {
      case Principal.Root _ -> "";
      case Principal.User user -> user.userId();
      case Principal.RoleSession session -> session.roleId();
    };
  }

  private synchronized long take(Key key, int most) {
    long now = clock.millis();
    long full = most * TOKEN_PARTS;
    Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(full, now));
    long elapsed = Math.min(Math.max(0, now - bucket.at), TOKEN_PARTS);
    bucket.parts = Math.min(full, bucket.parts + elapsed * most);
    bucket.at = now;
    if (bucket.parts < TOKEN_PARTS) {
      return Math.ceilDiv(TOKEN_PARTS - bucket.parts, most);
    }
    bucket.parts -= TOKEN_PARTS;
    return 0;
  }

  synchronized int size() {
    return buckets.size();
  }

  private record Key(String accountId, String who, String action) {}

  private static final class Bucket {
    private long parts;
    private long at;

    Bucket(long parts, long at) {
      this.parts = parts;
      this.at = at;
    }
  }
}
