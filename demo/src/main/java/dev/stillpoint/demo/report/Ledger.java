package dev.stillpoint.demo.report;

import dev.stillpoint.demo.proof.Verdict;
import dev.stillpoint.demo.workload.Latencies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Everything that one run measured and proved, in the order in which it happened. Used by one
 * thread.
 */
public final class Ledger {
  private final long seed;
  private final List<Step> steps = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<Proof> proofs = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final SequencedMap<String, String> facts = new TreeMap<>();
  private final SequencedMap<String, Long> figures = new TreeMap<>();
  private Writing writing =
      new Writing(0, 0, 0, 0, List.of(), new Latencies.Distribution(0, 0, 0, 0));

  /** Of the run with this seed. */
  public Ledger(long seed) {
    this.seed = seed;
  }

  /**
   * One step of the demonstration.
   *
   * @param nanos how long it took
   */
  public record Step(int number, String title, long nanos) {}

  /**
   * One group that was made while the disks were written.
   *
   * @param selection how its disks were named, in words
   * @param disks how many members it has
   * @param callNanos from sending the call to its answer
   * @param digests SHA-256 of the used range of each member that the writer uses, by the disk's
   *     name
   */
  public record Group(
      String id,
      String selection,
      int disks,
      String cutLsn,
      String cutTime,
      long callNanos,
      SequencedMap<String, String> digests) {
    /** Copies the map in its order. */
    public Group {
      digests = Collections.unmodifiableSequencedMap(new TreeMap<>(digests));
    }
  }

  /**
   * A stretch of time with a group call at its beginning, and one as long without, just before.
   *
   * @param nanos how long each of the two is
   * @param longestWithCall the longest write that was in flight in the first
   * @param longestWithout the longest write that was in flight in the second
   */
  public record Window(long nanos, long longestWithCall, long longestWithout) {}

  /** What a proof is expected to say. */
  public enum Expectation {
    /** The disks show one instant. */
    HOLDS,
    /** The disks do not show one instant, and the proof must notice. */
    IS_REJECTED
  }

  /**
   * A proof over a set of disks.
   *
   * @param detail what else was compared, in words; empty if nothing
   * @param detailHeld whether that other comparison came out as it must
   */
  public record Proof(
      String title, Expectation expectation, Verdict verdict, String detail, boolean detailHeld) {
    /** Whether it came out as it must. */
    public boolean passed() {
      return detailHeld
          && switch (expectation) {
            case HOLDS -> verdict.holds();
            case IS_REJECTED -> !verdict.holds();
          };
    }
  }

  /** What a mark in the timeline stands for. */
  public enum MarkKind {
    /** A group call. */
    GROUP('G'),
    /** A snapshot of a single disk. */
    SNAPSHOT('s'),
    /** Disks rolled back. */
    ROLLBACK('R'),
    /** A rollback undone. */
    UNDO('U'),
    /** SIGKILL. */
    KILL('X');

    private final char letter;

    MarkKind(char letter) {
      this.letter = letter;
    }

    /** Whether the writer rests or breaks for it: a rarer and greater event than the others. */
    boolean stopsTheWriter() {
      return switch (this) {
        case GROUP, SNAPSHOT -> false;
        case ROLLBACK, UNDO, KILL -> true;
      };
    }

    /** The letter in the picture. */
    public char letter() {
      return letter;
    }
  }

  /**
   * A moment that the timeline shows.
   *
   * @param nanos since the run began
   */
  public record Mark(MarkKind kind, long nanos) {}

  /**
   * What the writer did.
   *
   * @param begun transactions begun
   * @param completed transactions answered to the end
   * @param busyNanos how long it was writing in all
   * @param runNanos how long the run took in all
   * @param completedAt when each transaction was answered to the end, in nanoseconds since the run
   *     began, in any order
   * @param latency of all its writes
   */
  public record Writing(
      long begun,
      long completed,
      long busyNanos,
      long runNanos,
      List<Long> completedAt,
      Latencies.Distribution latency) {
    /** Transactions per second of writing; zero before any. */
    public long perSecond() {
      return busyNanos == 0 ? 0 : Math.round(completed * 1e9 / busyNanos);
    }
  }

  /** Notes a finished step. */
  public void add(Step step) {
    steps.add(step);
  }

  /** Notes a group. */
  public void add(Group group) {
    groups.add(group);
  }

  /** Notes a pair of windows. */
  public void add(Window window) {
    windows.add(window);
  }

  /** Notes a proof. */
  public void add(Proof proof) {
    proofs.add(proof);
  }

  /** Notes a moment. */
  public void add(Mark mark) {
    marks.add(mark);
  }

  /** Notes a named fact, such as the server's address. */
  public void fact(String name, String value) {
    facts.put(name, value);
  }

  /** Notes a named figure, with its unit in the name. */
  public void figure(String name, long value) {
    figures.put(name, value);
  }

  /** Notes what the writer did in all. */
  public void writing(Writing all) {
    writing = all;
  }

  /** The seed that repeats the workload. */
  public long seed() {
    return seed;
  }

  /** The steps so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The groups so far. */
  public List<Group> groups() {
    return List.copyOf(groups);
  }

  /** The pairs of windows so far. */
  public List<Window> windows() {
    return List.copyOf(windows);
  }

  /** The proofs so far. */
  public List<Proof> proofs() {
    return List.copyOf(proofs);
  }

  /** The marks so far. */
  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** The facts so far, by name. */
  public SequencedMap<String, String> facts() {
    return Collections.unmodifiableSequencedMap(facts);
  }

  /** The figures so far, by name. */
  public SequencedMap<String, Long> figures() {
    return Collections.unmodifiableSequencedMap(figures);
  }

  /** What the writer did; zeros until it is noted. */
  public Writing writing() {
    return writing;
  }

  /** Whether there are proofs and every one came out as it must. */
  public boolean allProofsPassed() {
    return !proofs.isEmpty() && proofs.stream().allMatch(Proof::passed);
  }
}
