package dev.stillpoint.api.golden;

import dev.stillpoint.api.world.ApiWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One world from its seed to its end: so many calls one after the other, and what is left. */
final class Play {
  /** A call with its answer. */
  record Step(
      String action,
      String caller,
      SortedMap<String, String> parameters,
      String outcome,
      String body) {}

  /** What there is at the end: of each table its rows as text, and the tokens' rows. */
  record Played(List<Step> steps, SortedMap<String, List<String>> catalog) {}

  private static final int CALLS = 100;

  private final Vocabulary vocabulary;

  Play(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Plays a world.
   *
   * @param theme version whose actions are called most
   * @param directory an empty one
   */
  Played of(String theme, int seed, Path directory) throws Exception {
    try (ApiWorld api = ApiWorld.unobserved(directory)) {
      Known known = new Known();
      Cast cast = new Cast(api, known);
      SplittableRandom random = new SplittableRandom(theme.hashCode() * 1_000_003L + seed);
      RandomCall calls = new RandomCall(vocabulary, known, random);
      List<Step> steps = new ArrayList<>();
      SortedMap<String, String> last = new TreeMap<>();
      Cast.Caller lastCaller = null;
      Vocabulary.Entry lastEntry = null;
      for (Vocabulary.Entry entry : order(theme, seed)) {
        Cast.Caller caller = cast.one(entry, random);
        SortedMap<String, String> parameters = calls.of(entry);
        steps.add(step(api, known, caller, entry, parameters));
        if (random.nextInt(8) == 0) {
          // Once more, the same or nearly so: what a client token remembers, and what is gone.
          boolean changed = random.nextInt(3) == 0;
          SortedMap<String, String> again = new TreeMap<>(parameters);
          if (changed) {
            calls.disturb(again, entry.all());
          }
          steps.add(step(api, known, caller, entry, again));
        } else if (lastEntry != null && random.nextInt(12) == 0) {
          steps.add(step(api, known, lastCaller, lastEntry, last));
        }
        if (random.nextInt(10) == 0) {
          api.world()
              .pass(Duration.ofSeconds(random.nextInt(1, random.nextInt(6) == 0 ? 90_000 : 60)));
        }
        last = parameters;
        lastCaller = caller;
        lastEntry = entry;
      }
      return new Played(steps, CatalogText.of(directory));
    }
  }

  /** Each action of the theme as often as any other, between them a few of all. */
  private List<Vocabulary.Entry> order(String theme, int seed) {
    List<Vocabulary.Entry> themed =
        vocabulary.entries().stream().filter(entry -> entry.version().equals(theme)).toList();
    List<Vocabulary.Entry> order = new ArrayList<>();
    Random random = new Random(seed);
    while (order.size() < CALLS) {
      List<Vocabulary.Entry> round = new ArrayList<>(themed);
      round.add(vocabulary.entries().get(random.nextInt(vocabulary.entries().size())));
      Collections.shuffle(round, random);
      order.addAll(round);
    }
    return order;
  }

  private static Step step(
      ApiWorld api,
      Known known,
      Cast.Caller caller,
      Vocabulary.Entry entry,
      SortedMap<String, String> parameters) {
    Map<String, String> sent = new TreeMap<>(parameters);
    if (!caller.securityToken().isEmpty()) {
      sent.put("SecurityToken", caller.securityToken());
    }
    ApiWorld.Answer answer = api.send(caller.key(), entry.version(), entry.action(), sent);
    // Half a character cannot be written to a file.
    String body = answer.body().toString().replaceAll("[\\uD800-\\uDFFF]", "<half>");
    known.learn(body);
    if (answer.status() == 200) {
      known.done(entry.action(), parameters, body);
    }
    return new Step(entry.action(), caller.name(), parameters, answer.outcome(), body);
  }
}
