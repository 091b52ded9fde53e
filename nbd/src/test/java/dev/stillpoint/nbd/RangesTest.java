package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which bytes of a disk a request touches, and in which pieces they are answered. */
@Timeout(60)
class RangesTest {
  private static final int SIZE = 16 << 20;
  private static final int PIECE = 256 << 10;
  private static final int DF = 4;
  private static final int REQ_ONE = 8;

  private ServerFixture fixture;
  private MemoryDisk disk;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
    disk = fixture.disk("d", SIZE);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aTrimIsRoundedInwardsAndLeavesTheEdgesAsTheyWere() throws IOException {
    byte[] before = random(5 * 4096);
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, before);
      client.simpleReply();
      client.request(RawClient.TRIM, 0, 2, 100, 3 * 4096);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 2));
      byte[] after = before.clone();
      Arrays.fill(after, 4096, 3 * 4096, (byte) 0);
      assertThat(disk.peek(0, before.length)).isEqualTo(after);
      client.request(RawClient.TRIM, 1, 3, 3 * 4096 + 1, 4095 + 4095);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 3));
      assertThat(disk.peek(0, before.length)).isEqualTo(after);
    }
  }

  @Test
  void aTrimThatHoldsNoWholeBlockOfAFencedDiskIsRefusedAllTheSame() throws Exception {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      disk.beforeWrite(() -> {
        throw new BlockFault.Fenced("over");
      });
      client.request(RawClient.TRIM, 0, 1, 1, 10);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(108, 1));
    }
  }

  @Test
  void aLongReadIsAnsweredInPiecesThatCoverItOnce() throws IOException {
    byte[] payload = random(5 * PIECE);
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      client.write(0, 1, 7, payload);
      client.simpleReply();
      for (int length : new int[] {PIECE, PIECE + 1, 4 * PIECE, 5 * PIECE - 3}) {
        client.request(RawClient.READ, 0, length, 7, length);
        byte[] read = new byte[length];
        int covered = 0;
        RawClient.Chunk chunk;
        do {
          chunk = client.chunk();
          assertThat(chunk.type()).isEqualTo(1);
          assertThat(chunk.cookie()).isEqualTo(length);
          ByteBuffer content = ByteBuffer.wrap(chunk.payload());
          int at = (int) content.getLong() - 7;
          covered += content.remaining();
          content.get(read, at, content.remaining());
        } while (chunk.flags() == 0);
        assertThat(covered).isEqualTo(length);
        assertThat(read).isEqualTo(Arrays.copyOf(payload, length));
      }
    }
  }

  @Test
  void whoDoesNotWantPiecesGetsOne() throws IOException {
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      client.request(RawClient.READ, DF, 1, 0, 3 << 20);
      RawClient.Chunk chunk = client.chunk();
      assertThat(chunk.flags()).isEqualTo(1);
      assertThat(chunk.payload()).hasSize((3 << 20) + 8);
    }
  }

  @Test
  void aReadThatFailsInTheMiddleEndsWithItsErrorAndTheNextOneIsServed() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    disk.beforeRead(() -> {
      if (reads.incrementAndGet() == 3) {
        throw new BlockFault.Corrupt("rotten");
      }
    });
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      client.request(RawClient.READ, 0, 1, 0, 8 * PIECE);
      assertThat(client.chunk().type()).isEqualTo(1);
      assertThat(client.chunk().type()).isEqualTo(1);
      RawClient.Chunk last = client.chunk();
      assertThat(last.type()).isEqualTo(0x8001);
      assertThat(last.flags()).isEqualTo(1);
      assertThat(ByteBuffer.wrap(last.payload()).getInt()).isEqualTo(5);
      client.request(RawClient.READ, 0, 2, 0, 10);
      assertThat(client.chunk().cookie()).isEqualTo(2);
    }
  }

  @Test
  void oneExtentIsAskedForWhenOneIsAnswered() throws IOException {
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      for (int i = 0; i < 64; i++) {
        client.write(0, i, i * 8192L, new byte[4096]);
        client.simpleReply();
      }
      for (int i = 0; i < 64; i++) {
        client.request(RawClient.BLOCK_STATUS, REQ_ONE, i, i * 8192L, SIZE - i * 8192);
        assertThat(ByteBuffer.wrap(client.chunk().payload()).getInt(4)).isEqualTo(4096);
      }
      assertThat(disk.extentsAnswered()).isEqualTo(64);
    }
  }
}
