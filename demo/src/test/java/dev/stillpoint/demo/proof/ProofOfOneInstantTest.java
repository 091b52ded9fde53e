package dev.stillpoint.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.demo.workload.Layout;
import dev.stillpoint.demo.workload.Role;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProofOfOneInstantTest {
  private static final int TRANSACTIONS = 22_000;

  private static SyntheticRun run;
  private static Prover prover;

  @BeforeAll
  static void write() {
    run = new SyntheticRun(new Layout(42, 16_384, 1_024, 200), 7, TRANSACTIONS);
    prover = new Prover(run.layout, run.records);
  }

  @Test
  void everyInstantOfAnOrderlyHistoryHolds() {
    Random random = new Random(3);
    for (int i = 0; i < 6; i++) {
      int cut = 45_000 + random.nextInt(run.done.size() - 45_000);

      Verdict verdict = prove(run.disksAfter(cut), cut);

      assertThat(verdict.examples()).as("cut after write %d", cut).isEmpty();
      assertThat(verdict.holds()).isTrue();
      assertThat(verdict.transactions()).isGreaterThanOrEqualTo(10_000);
      assertThat(verdict.youngest()).isPositive();
    }
  }

  @Test
  void theDisksOfOneHostHoldByThemselves() {
    int cut = run.done.size() - 777;
    SyntheticRun.Disks disks = run.disksAfter(cut);

    assertThat(prover.prove(disks.read(Role.LOG, Role.PAGE_A), bounds(cut)).examples()).isEmpty();
    assertThat(prover.prove(disks.read(Role.PAGE_B, Role.COMMIT), bounds(cut)).examples())
        .isEmpty();
  }

  @Test
  void aPageWithoutItsLogRecordIsFound() {
    int cut = run.done.size() - 500;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    long young = youngestAnswered(cut, Role.PAGE_A);
    disks.put(Role.LOG, young - run.layout.logSlots());

    Verdict verdict = prove(disks, cut);

    assertThat(verdict.violationsOf(Rule.PAGE_HAS_LOG)).isPositive();
    assertThat(verdict.examples()).anyMatch(text -> text.contains("page-a shows " + young));
  }

  @Test
  void aCommitMarkWithoutItsPageIsFound() {
    int cut = run.done.size() - 500;
    for (Role page : new Role[] {Role.PAGE_A, Role.PAGE_B}) {
      SyntheticRun.Disks disks = run.disksAfter(cut);
      long young = youngestAnswered(cut, Role.COMMIT);
      disks.put(page, young - run.layout.pageSlots());

      assertThat(prove(disks, cut).violationsOf(Rule.COMMIT_HAS_PAGES)).isEqualTo(1);
    }
  }

  @Test
  void aLostOlderWriteIsFoundFromTheDisksAlone() {
    int cut = run.done.size();
    SyntheticRun.Disks disks = run.disksAfter(cut);
    disks.erase(Role.COMMIT, TRANSACTIONS - 5_000);

    Verdict verdict = prover.prove(disks.read(), anyInstant());

    assertThat(verdict.violations()).containsOnlyKeys(Rule.OLDER_ARE_COMPLETE);
    assertThat(verdict.violationCount()).isEqualTo(1);
  }

  @Test
  void aMissingAnsweredWriteIsFound() {
    int cut = run.done.size() - 300;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    long young = youngestAnswered(cut, Role.COMMIT);
    disks.erase(Role.COMMIT, young);

    assertThat(prove(disks, cut).violationsOf(Rule.ANSWERED_IS_THERE)).isEqualTo(1);
  }

  @Test
  void aWriteThatIsYoungerThanTheInstantIsFound() {
    int cut = run.done.size() - 3_000;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    long tooYoung = run.done.get(run.done.size() - 10).transaction();
    disks.put(Role.LOG, tooYoung);

    assertThat(prove(disks, cut).violationsOf(Rule.NOTHING_YOUNGER)).isEqualTo(1);
  }

  @Test
  void aTornBlockIsFoundWhereverItTears() {
    int cut = run.done.size() - 100;
    for (int torn : new int[] {512, 4_095}) {
      SyntheticRun.Disks disks = run.disksAfter(cut);
      byte[] page = disks.of(Role.PAGE_B);
      page[17 * Layout.BLOCK_BYTES + torn] ^= 1;

      assertThat(prove(disks, cut).violationsOf(Rule.WHOLE_BLOCKS)).isEqualTo(1);
    }
  }

  @Test
  void halfAnOlderVersionIsFound() {
    int cut = run.done.size() - 100;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    SyntheticRun.Disks older = run.disksAfter(cut - 30_000);
    int block = 17 * Layout.BLOCK_BYTES;
    System.arraycopy(older.of(Role.PAGE_B), block, disks.of(Role.PAGE_B), block, 2_048);

    assertThat(prove(disks, cut).violationsOf(Rule.WHOLE_BLOCKS)).isEqualTo(1);
  }

  @Test
  void aWholeBlockInTheWrongPlaceIsFound() {
    int cut = run.done.size() - 100;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    byte[] log = disks.of(Role.LOG);
    System.arraycopy(log, 0, log, Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);

    assertThat(prove(disks, cut).violationsOf(Rule.WHOLE_BLOCKS)).isEqualTo(1);
  }

  @Test
  void aBlockOfAnotherRunIsFound() {
    int cut = run.done.size() - 100;
    SyntheticRun.Disks disks = run.disksAfter(cut);
    Layout other = new Layout(43, 16_384, 1_024, 200);
    SyntheticRun.Disks foreign = new SyntheticRun.Disks(other);
    foreign.put(Role.COMMIT, 5);
    System.arraycopy(
        foreign.of(Role.COMMIT),
        5 * Layout.BLOCK_BYTES,
        disks.of(Role.COMMIT),
        5 * Layout.BLOCK_BYTES,
        Layout.BLOCK_BYTES);

    assertThat(prove(disks, cut).violationsOf(Rule.WHOLE_BLOCKS)).isEqualTo(1);
  }

  @Test
  void tooFewTransactionsProveNothing() {
    SyntheticRun small = new SyntheticRun(run.layout, 1, 9_999);

    Verdict verdict =
        new Prover(small.layout, small.records)
            .prove(small.disksAfter(small.done.size()).read(), InstantBounds.ofPresent());

    assertThat(verdict.violations()).containsOnlyKeys(Rule.ENOUGH_CHECKED);
    assertThat(verdict.holds()).isFalse();
  }

  @Test
  void emptyDisksProveNothing() {
    Verdict verdict = prover.prove(new SyntheticRun.Disks(run.layout).read(), anyInstant());

    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.transactions()).isZero();
  }

  @Test
  void disksOfDifferentInstantsAreRejected() {
    int early = run.done.size() - 4_000;
    int late = run.done.size() - 2_000;
    SyntheticRun.Disks mixture = run.disksAfter(late);
    byte[] log = run.disksAfter(early).of(Role.LOG);
    System.arraycopy(log, 0, mixture.of(Role.LOG), 0, log.length);

    Verdict verdict =
        prover.prove(
            mixture.read(), InstantBounds.ofCall(run.momentAfter(early), run.momentAfter(late)));

    assertThat(verdict.violationsOf(Rule.PAGE_HAS_LOG)).isGreaterThan(300);
    assertThat(verdict.holds()).isFalse();
  }

  @Test
  void aSingleDiskThatIsOneWriteBehindIsRejectedWhenThatWriteHasEffects() {
    int cut = run.done.size() - 2_000;
    long young = youngestAnswered(cut, Role.COMMIT);
    SyntheticRun.Disks disks = run.disksAfter(cut);
    disks.put(Role.PAGE_A, young - run.layout.pageSlots());

    assertThat(prover.prove(disks.read(), anyInstant()).violationsOf(Rule.COMMIT_HAS_PAGES))
        .isEqualTo(1);
  }

  @Test
  void afterACrashAnyPrefixThatHoldsTheDurableWritesIsAccepted() {
    int last = run.done.size();
    for (int lost : new int[] {0, 7}) {
      Verdict verdict =
          prover.prove(run.disksAfter(last - lost).read(), InstantBounds.afterCrash(run.records));

      assertThat(verdict.examples()).isEmpty();
    }
  }

  @Test
  void afterACrashALostDurableWriteIsFound() {
    Verdict verdict =
        prover.prove(
            run.disksAfter(run.done.size() - 6_000).read(), InstantBounds.afterCrash(run.records));

    assertThat(verdict.violations()).containsOnlyKeys(Rule.ANSWERED_IS_THERE);
  }

  @Test
  void digestsTellDisksApart() {
    SyntheticRun.Disks disks = run.disksAfter(50_000);
    Evidence before = disks.read();
    assertThat(disks.read().digests()).isEqualTo(before.digests());

    disks.of(Role.COMMIT)[9] ^= 4;

    assertThat(disks.read().digests().get("commit")).isNotEqualTo(before.digests().get("commit"));
    assertThat(disks.read().digests().get("log")).isEqualTo(before.digests().get("log"));
  }

  private static Verdict prove(SyntheticRun.Disks disks, int cut) {
    return prover.prove(disks.read(), bounds(cut));
  }

  private static InstantBounds bounds(int cut) {
    return InstantBounds.ofCall(run.momentAfter(cut), run.momentAfter(cut));
  }

  private static InstantBounds anyInstant() {
    return InstantBounds.ofCall(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long youngestAnswered(int cut, Role role) {
    for (int i = cut - 1; i >= 0; i--) {
      if (run.done.get(i).role() == role) {
        return run.done.get(i).transaction();
      }
    }
    throw new AssertionError("no write of " + role);
  }
}
