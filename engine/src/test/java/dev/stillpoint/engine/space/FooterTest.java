package dev.stillpoint.engine.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages of footers, on disk and in memory. */
class FooterTest {
  private final Geometry geometry = new Geometry(13, 8);
  private final FooterCodec codec = new FooterCodec(geometry, 11, 12);
  private final MemorySegment footer =
      Arena.ofAuto().allocate((long) codec.pages() << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  private final Crc crc = new Crc();

  private BlockTable filled(long segment) {
    BlockTable table = new BlockTable(geometry, segment);
    Random random = new Random(3);
    for (int at = 0; at < geometry.logBlocks(); at++) {
      int header = random.nextInt(3) == 0 ? random.nextInt(1, 257) : 0;
      table.set(at, random.nextInt(5), random.nextLong(1L << 40), random.nextInt(), header);
      if (random.nextInt(4) == 0) {
        table.setIdentity(at, random.nextLong(1L << 40));
      }
    }
    for (int page = 0; page < codec.pages(); page++) {
      codec.put(FooterCodec.page(footer, page), page, table, crc);
    }
    return table;
  }

  @Test
  void saysAgainWhatStandsAtEveryPlace() {
    BlockTable written = filled(7);
    BlockTable found = new BlockTable(geometry, 7);
    codec.take(footer, found);
    assertThat(geometry.footerBlocks()).isEqualTo(codec.pages());
    for (int at = 0; at < geometry.blocks(); at++) {
      assertThat(found.family(at)).isEqualTo(written.family(at));
      assertThat(found.block(at)).isEqualTo(written.block(at));
      assertThat(found.sum(at)).isEqualTo(written.sum(at));
      assertThat(found.header(at)).isEqualTo(written.header(at));
      assertThat(found.identity(at)).isEqualTo(written.identity(at));
      MemorySegment sums = FooterCodec.page(footer, codec.sumPage(at));
      assertThat(FooterCodec.sum(sums, at)).isEqualTo(written.sum(at));
      MemorySegment headers = FooterCodec.page(footer, codec.headerPage(at));
      assertThat(FooterCodec.header(headers, at)).isEqualTo(written.header(at));
    }
  }

  @Test
  @Proves("engine/7")
  void aPageThatIsDamagedOrAnothersIsNotTaken() {
    filled(7);
    Random random = new Random(4);
    for (int page = 0; page < codec.pages(); page++) {
      MemorySegment bytes = FooterCodec.page(footer, page);
      assertThat(codec.intact(bytes, 7, page, crc)).isTrue();
      assertThat(codec.intact(bytes, 8, page, crc)).isFalse();
      assertThat(codec.intact(bytes, 7, page + 1, crc)).isFalse();
      assertThat(new FooterCodec(geometry, 11, 13).intact(bytes, 7, page, crc)).isFalse();
      long at = random.nextLong(Layout.BLOCK_BYTES);
      byte sound = bytes.get(Layout.BYTE, at);
      bytes.set(Layout.BYTE, at, (byte) (sound ^ 1 << random.nextInt(8)));
      assertThat(codec.intact(bytes, 7, page, crc)).isFalse();
      bytes.set(Layout.BYTE, at, sound);
      assertThat(codec.intact(bytes, 7, page, crc)).isTrue();
    }
  }

  @Test
  void theCacheNeverHoldsMorePagesThanItsBytesAllow() {
    PageCache cache = new PageCache(64 * (Layout.BLOCK_BYTES + 128));
    assertThat(cache.sizeMax()).isEqualTo(64);
    MemorySegment[] pages = new MemorySegment[1000];
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      int location = random.nextInt(pages.length);
      if (pages[location] == null) {
        pages[location] = MemorySegment.ofArray(new byte[8]);
      }
      MemorySegment found = cache.get(location);
      if (found == null) {
        cache.put(location, pages[location]);
      } else {
        assertThat(found).isSameAs(pages[location]);
      }
    }
    assertThat(cache.size()).isBetween(48, 64);
    assertThat(cache.get(1_000_000)).isNull();
  }
}
