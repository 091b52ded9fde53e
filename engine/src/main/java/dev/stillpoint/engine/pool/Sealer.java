package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.log.Payload;
import dev.stillpoint.engine.seal.BlockCipher;
import java.lang.foreign.MemorySegment;

/** Seals what is to be written, without the lock. Serves one thread at a time. */
final class Sealer {
  private final Core core;
  private final BlockCipher cipher = new BlockCipher();
  private final Crc crc = new Crc();

  Sealer(Core core) {
    this.core = core;
  }

  /**
   * Seals blocks under nonces that are used up by it, whatever becomes of them.
   *
   * @throws BlockFault.KeyUnavailable nothing was sealed
   */
  Payload seal(Device.Cover cover, MemorySegment source, long block, int blocks)
      throws BlockFault.KeyUnavailable {
    DataKeyId key = new DataKeyId(cover.key());
    cipher.use(core.keys.key(key));
    try {
      byte[] sealed = new byte[Math.toIntExact(source.byteSize() + Seals.TAG_BYTES)];
      byte[] seals = core.nonces.take(blocks);
      int[] checks = new int[blocks];
      MemorySegment bytes = MemorySegment.ofArray(sealed);
      for (int i = 0; i < blocks; i++) {
        core.nonceObserver.sealed(key, seals, i * Seals.BYTES);
        int at = i << Layout.BLOCK_SHIFT;
        cipher.seal(cover.family(), block + i, source, at, sealed, at, seals, i);
        checks[i] = crc.ofBlock(block + i, bytes, at);
      }
      return new Payload(bytes, checks, seals);
    } finally {
      cipher.forget();
    }
  }
}
