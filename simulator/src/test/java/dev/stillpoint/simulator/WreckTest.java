package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damage together with a restart: right bytes, an error or a refusal, never less in silence. */
class WreckTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final int SEEDS = Integer.getInteger("wreck.seeds", 40);

  @BeforeAll
  static void silenceTheEngine() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private static Map<Wreck.Outcome, Integer> outcomes(Wreck.Damage damage) {
    Map<Wreck.Outcome, Integer> outcomes = new EnumMap<>(Wreck.Outcome.class);
    for (long seed = 1; seed <= SEEDS; seed++) {
      outcomes.merge(Wreck.run(seed, damage, false), 1, Integer::sum);
    }
    return outcomes;
  }

  @Test
  void aSoundDiskIsFoundAsItWasLeft() {
    assertThat(outcomes(Wreck.Damage.NONE)).containsOnlyKeys(Wreck.Outcome.RIGHT);
  }

  @Test
  @Tag("slow")
  void segmentsOfTheShippedSizeAndDisksBeyondFourGibibytesAreFoundAsTheyWereLeft() {
    for (long seed = 1; seed <= 2; seed++) {
      assertThat(Wreck.run(seed, Wreck.Damage.NONE, true)).isEqualTo(Wreck.Outcome.RIGHT);
    }
  }

  @Test
  void whatWasAnsweredWhileFilesCouldNotBeDeletedIsFound() {
    assertThat(outcomes(Wreck.Damage.FAILED_DELETE)).containsOnlyKeys(Wreck.Outcome.RIGHT);
  }

  @Test
  void aFlippedBitOfACheckpointIsNoticed() {
    assertThat(outcomes(Wreck.Damage.CHECKPOINT_BIT)).containsKey(Wreck.Outcome.RIGHT);
  }

  @Test
  void aFlippedBitOfTheSuperblockIsNoticed() {
    assertThat(outcomes(Wreck.Damage.SUPERBLOCK_BIT)).containsKey(Wreck.Outcome.RIGHT);
  }

  @Test
  void aFlippedBitOfTheLogCostsTheBlockAndNeverThePool() {
    assertThat(outcomes(Wreck.Damage.LOG_BIT))
        .containsOnlyKeys(Wreck.Outcome.RIGHT, Wreck.Outcome.ERRORS);
  }

  @Test
  void aBlockOrAHeaderInAnotherOnesPlaceCostsWhatStoodThereAndNeverThePool() {
    assertThat(outcomes(Wreck.Damage.MISDIRECTED_WRITE))
        .containsOnlyKeys(Wreck.Outcome.RIGHT, Wreck.Outcome.ERRORS);
    assertThat(outcomes(Wreck.Damage.MISDIRECTED_HEADER)).containsOnlyKeys(Wreck.Outcome.RIGHT);
  }

  @Test
  void aReadThatFailsIsNotTakenForAnAnswer() {
    assertThat(outcomes(Wreck.Damage.READ_ERROR))
        .containsOnlyKeys(Wreck.Outcome.RIGHT, Wreck.Outcome.REFUSED);
  }

  /** All but what was flushed last is found, or the pool says that it is not all there. */
  @Test
  void aSyncThatLiedIsNoticedAsSoonAsAnythingWasSyncedAfterIt() {
    // In its world a late write of the device once covered one that had been synced after it.
    assertThat(Wreck.run(16884771434202L, Wreck.Damage.LYING_SYNC, false))
        .isNotEqualTo(Wreck.Outcome.ERRORS);
    assertThat(outcomes(Wreck.Damage.LYING_SYNC)).containsKey(Wreck.Outcome.RIGHT);
  }

  @Test
  void whatWasAnsweredBeforeASyncOrAWriteFailedIsFound() {
    assertThat(outcomes(Wreck.Damage.FAILED_SYNC)).containsOnlyKeys(Wreck.Outcome.RIGHT);
    assertThat(outcomes(Wreck.Damage.FAILED_WRITE)).containsOnlyKeys(Wreck.Outcome.RIGHT);
  }

  @Test
  void whatWasAnsweredOnAFullFileSystemIsFound() {
    assertThat(outcomes(Wreck.Damage.FULL_FILE_SYSTEM)).containsOnlyKeys(Wreck.Outcome.RIGHT);
  }
}
