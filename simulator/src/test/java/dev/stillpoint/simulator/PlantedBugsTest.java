package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.engine.pool.Seams;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each bug that is planted in the engine is found by a life in a simulated world, in well under a
 * minute. Those that take a seam, and not a method that does nothing, are planted in {@link
 * PoolSimulationTest}.
 */
@Timeout(60)
class PlantedBugsTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final int SEEDS = 150;

  /** What a bug breaks, where it is, and who finds it. */
  enum Bug {
    /** Order: a write is applied although its handle was fenced before. */
    FENCE_IS_NOT_LOOKED_AT(Life.Crowds.class, 0, "pool.Device", "requireOpen"),
    /** Order: a write to a part of a block takes back what came beside it. */
    EDGES_ARE_NOT_COMPARED(Life.Crowds.class, 0, "pool.VolumeDevice", "changed"),
    EDGES_OF_ZEROS_ARE_NOT_COMPARED(Life.Crowds.class, 0, "pool.VolumeDevice", "stale"),
    /** Order: an answer does not wait until it is durable. */
    NOBODY_WAITS_FOR_A_SYNC(Life.Worlds.class, 0, "pool.Core", "flushTo"),
    SEGMENTS_ARE_NOT_SYNCED(Life.Worlds.class, 0, "log.SegmentFiles", "sync"),
    /** Freeze: the volume goes on as if it had everything to itself. */
    VOLUME_DOES_NOT_PART_AT_A_FREEZE(Life.Worlds.class, 0, "map.ExtentMap", "threshold"),
    NODE_OF_AN_IMAGE_IS_CHANGED_IN_PLACE(Life.Worlds.class, 1, "map.ExtentMap", "ownsAlone"),
    /** Reclaim: what somebody still reaches is given back, or what nobody reaches is not. */
    READ_PINS_NOTHING(Life.Crowds.class, 0, "space.Segments", "pin,unpin"),
    NODES_OF_OLDER_VERSIONS_ARE_FREED(Life.Worlds.class, 1, "map.Threshold", "ownsNode"),
    OVERWRITTEN_BLOCKS_LIVE_ON(Life.Worlds.class, 0, "map.Threshold", "died"),
    VICTIM_IS_NOT_LOOKED_AT_AGAIN(Life.Crowds.class, 1, "pool.Cleaner", "stillThere"),
    PAGE_OF_A_DEAD_NODE_IS_KEPT(Life.Worlds.class, 0, "node.NodeStore", "free"),
    /** Recovery: what was durable is not looked for, or nothing settled. */
    NOBODY_ASKS_WHAT_IS_MISSING(Life.Rotten.class, 0, "recovery.Recovery", "provedDurable"),
    FOUND_LOG_IS_NOT_MADE_DURABLE(Life.Worlds.class, 0, "recovery.Settlement", "settle"),
    /** Cache: something else than what was asked for. */
    ALL_BLOCKS_HAVE_ONE_KEY(Life.Worlds.class, 1, "read.BlockCache", "key"),
    /** Writing nodes and roots. */
    NODES_ARE_NOT_SYNCED(Life.Worlds.class, 0, "node.NodeStore", "sync"),
    NODE_IS_CHANGED_WHILE_IT_IS_WRITTEN(Life.Worlds.class, 1, "map.Nodes", "changeable"),
    USAGE_OF_PAGES_IS_NOT_WRITTEN(Life.Worlds.class, 0, "node.NodeWriter", "used");

    private final Class<? extends LongConsumer> life;
    private final int answer;
    private final String type;
    private final String methods;

    Bug(Class<? extends LongConsumer> life, int answer, String type, String methods) {
      this.life = life;
      this.answer = answer;
      this.type = type;
      this.methods = methods;
    }
  }

  /** What lives in the world of a seed; made anew beside the engine with the bug. */
  private static final class Life {
    static final class Worlds implements LongConsumer {
      @Override
      public void accept(long seed) {
        int steps = SimulationOptions.standard().steps();
        Simulation.run(PoolSubject.sound(), seed, Soak.options(seed, steps), new Tally());
      }
    }

    static final class Crowds implements LongConsumer {
      @Override
      public void accept(long seed) {
        Crowd.run(Seams.SOUND, seed);
      }
    }

    static final class Rotten implements LongConsumer {
      @Override
      public void accept(long seed) {
        Wreck.run(seed, Wreck.Damage.LOG_BIT, false);
        Wreck.run(seed, Wreck.Damage.MISDIRECTED_WRITE, false);
      }
    }
  }

  @BeforeAll
  static void silenceTheEngine() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Bug bug) throws ReflectiveOperationException {
    Set<String> methods = Set.of(bug.methods.split(","));
    PlantedEngine engine = new PlantedEngine(bug.type, methods, bug.answer);
    var maker = engine.loadClass(bug.life.getName()).getDeclaredConstructor();
    maker.setAccessible(true);
    LongConsumer life = (LongConsumer) maker.newInstance();
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= SEEDS; seed++) {
                life.accept(seed);
              }
            })
        .hasMessageContaining("seed");
    assertThat(engine.planted()).isEqualTo(methods);
  }
}
