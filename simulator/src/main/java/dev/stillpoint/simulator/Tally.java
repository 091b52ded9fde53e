package dev.stillpoint.simulator;

/** Counts what happened, so that a test can tell a rich world from an empty one. */
final class Tally {
  long calls;
  long reads;
  long powerCuts;
  long kills;
  long recoveriesCut;
  long recordsLost;
  long groups;
  long rollbacks;
  long outOfSpace;
  long refusals;
  long corrupt;
  long meanwhile;
  long undecided;
  long sealed;
  long keyless;
  long past;
  long pastGone;
  long freed;
  long scrubs;

  void add(Tally other) {
    calls += other.calls;
    reads += other.reads;
    powerCuts += other.powerCuts;
    kills += other.kills;
    recoveriesCut += other.recoveriesCut;
    recordsLost += other.recordsLost;
    groups += other.groups;
    rollbacks += other.rollbacks;
    outOfSpace += other.outOfSpace;
    refusals += other.refusals;
    corrupt += other.corrupt;
    meanwhile += other.meanwhile;
    undecided += other.undecided;
    sealed += other.sealed;
    keyless += other.keyless;
    past += other.past;
    pastGone += other.pastGone;
    freed += other.freed;
    scrubs += other.scrubs;
  }

  @Override
  public String toString() {
    return "calls=%d reads=%d powerCuts=%d kills=%d recoveriesCut=%d recordsLost=%d groups=%d rollbacks=%d outOfSpace=%d refusals=%d corrupt=%d meanwhile=%d undecided=%d sealed=%d keyless=%d past=%d pastGone=%d freed=%d scrubs=%d"
        .formatted(
            calls,
            reads,
            powerCuts,
            kills,
            recoveriesCut,
            recordsLost,
            groups,
            rollbacks,
            outOfSpace,
            refusals,
            corrupt,
            meanwhile,
            undecided,
            sealed,
            keyless,
            past,
            pastGone,
            freed,
            scrubs);
  }
}
