package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The world itself: a right engine lives in it, and each wrong one dies of its flaw. */
class ReferenceSimulationTest {
  /** NO_CHAIN is the rarest to find: one world of some hundred, and one comes soon from here. */
  private static final long FIRST_SEED = 540;

  private static final SimulationOptions OPTIONS = SimulationOptions.standard();

  @Test
  void aRightEngineLivesThroughManyWorlds() {
    Tally total = new Tally();
    for (long seed = 1; seed <= 20; seed++) {
      Simulation.run(ReferenceSubject.right(), seed, OPTIONS, total);
    }
    assertThat(total.powerCuts).isGreaterThan(20);
    assertThat(total.kills).isGreaterThan(10);
    assertThat(total.recordsLost).isGreaterThan(100);
    assertThat(total.meanwhile).isGreaterThan(100);
  }

  @Test
  void aRightEngineLivesWithADiskThatRefuses() {
    Tally total = new Tally();
    for (long seed = 1; seed <= 20; seed++) {
      Simulation.run(ReferenceSubject.right(), seed, OPTIONS.withRefusals(), total);
    }
    assertThat(total.refusals).isGreaterThan(10);
  }

  @Test
  void theSameSeedMakesTheSameWorld() {
    Tally total = new Tally();
    var first = Simulation.run(ReferenceSubject.right(), 7, OPTIONS, total);
    var second = Simulation.run(ReferenceSubject.right(), 7, OPTIONS, total);
    var other = Simulation.run(ReferenceSubject.right(), 8, OPTIONS, total);
    assertThat(second).isEqualTo(first);
    assertThat(other.digest()).isNotEqualTo(first.digest());
  }

  @ParameterizedTest
  @EnumSource(ReferenceSubject.Flaw.class)
  void eachFlawIsFound(ReferenceSubject.Flaw flaw) {
    assertThatThrownBy(
            () -> {
              for (long seed = FIRST_SEED; seed < FIRST_SEED + 200; seed++) {
                Simulation.run(ReferenceSubject.with(flaw), seed, OPTIONS, new Tally());
              }
            })
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("seed=");
  }
}
