package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that flushes after each write finds the flush done; any other one gets none. */
@Timeout(60)
class FlushHabitTest {
  private ServerFixture fixture;
  private MemoryDisk disk;
  private RawClient client;
  private long cookie;

  @BeforeEach
  void enter() throws IOException {
    fixture = new ServerFixture();
    disk = fixture.disk("d", 1 << 20);
    client = RawClient.enter(fixture.socket, "d");
  }

  @AfterEach
  void leave() throws IOException {
    client.close();
    fixture.close();
  }

  private void write() throws IOException {
    client.write(0, ++cookie, 0, new byte[4096]);
    assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, cookie));
  }

  private int flush() throws IOException {
    client.request(RawClient.FLUSH, 0, ++cookie, 0, 0);
    RawClient.SimpleReply reply = client.simpleReply();
    assertThat(reply.cookie()).isEqualTo(cookie);
    return reply.error();
  }

  private void pairs(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write();
      assertThat(flush()).isZero();
    }
  }

  @Test
  void aWriteIsDurableBeforeTheFlushThatAlwaysFollows() throws Exception {
    pairs(4);

    write();

    ServerFixture.await(() -> disk.volatileWrites() == 0);
    assertThat(disk.flushes()).isEqualTo(5);
  }

  @Test
  void whoDoesNotFlushEachTimeIsNotFlushedFor() throws Exception {
    pairs(3);
    write();
    write();
    assertThat(flush()).isZero();
    write();
    client.readBack(0, 4096);
    client.readBack(0, 4096);

    assertThat(disk.flushes()).isEqualTo(4);
  }

  @Test
  void aFailureAheadIsToldToWhoAsks() throws Exception {
    pairs(4);
    disk.beforeFlush(() -> {
      throw new BlockFault.Io("the medium is gone", new IOException());
    });

    write();

    assertThat(flush()).isEqualTo(5);
  }
}
