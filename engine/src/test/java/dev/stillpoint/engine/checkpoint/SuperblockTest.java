package dev.stillpoint.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.pool.MemoryStorage;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No two lives of a pool have the same epoch, whatever becomes of what says so. */
class SuperblockTest {
  private static final int BLOCK = 4096;
  private static final int EPOCH_AT = 40;
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();

  private void create(long epoch) throws IOException {
    new Superblock(1, 2, 1 << 20, epoch, false, false).create(storage);
  }

  private Superblock nextLife() throws IOException {
    Superblock next = Superblock.nextLife(storage);
    next.write(storage);
    return next;
  }

  /** The damaged copy may be that of a life which sealed blocks under its epoch. */
  @Test
  @Proves("engine/10")
  void theEpochOfACopyThatIsDamagedIsNotGivenAgain() throws Exception {
    for (int lives = 1; lives < 5; lives++) {
      for (int copy = 0; copy < 2; copy++) {
        create(7);
        long last = 7;
        for (int life = 0; life < lives; life++) {
          last = nextLife().epoch();
        }
        storage.contents(Superblock.FILE)[copy * BLOCK + EPOCH_AT] ^= 1;
        long next = nextLife().epoch();
        assertThat(next).isGreaterThan(last);
        assertThat(nextLife().epoch()).isGreaterThan(next);
      }
    }
  }

  @Test
  @Proves("engine/10")
  void anEpochIsDurableBeforeItsLifeBegins() throws Exception {
    for (boolean writeCache : new boolean[] {true, false}) {
      MemoryStorage made = new MemoryStorage();
      Pool.create(made, OPTIONS, new Random(1));
      long before = Superblock.read(made).epoch();
      Pool.open(made, OPTIONS.withWriteCache(writeCache), InstantSource.system(), null).abandon();
      assertThat(Superblock.read(made.synced()).epoch()).isGreaterThan(before);
    }
  }
}
