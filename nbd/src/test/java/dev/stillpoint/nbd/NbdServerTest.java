package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NbdServerTest {
  private static final long SIZE = 64 << 20;
  private static final int FUA = 1;
  private static final int NO_HOLE = 2;
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

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aTranscriptOfTheSpecificationIsFollowedByteForByte() throws IOException {
    try (RawClient client = RawClient.connect(fixture.socket)) {
      HexFormat hex = HexFormat.of();
      assertThat(client.receive(18))
          .isEqualTo(hex.parseHex("4e42444d41474943" + "49484156454f5054" + "0003"));
      client.send(hex.parseHex("00000003"));
      // GO for "d", asking for BLOCK_SIZE.
      client.send(
          hex.parseHex("49484156454f5054" + "00000007" + "00000009" + "00000001640001" + "0003"));
      assertThat(client.receive(20 + 12))
          .isEqualTo(
              hex.parseHex(
                  "0003e889045565a9"
                      + "00000007"
                      + "00000003"
                      + "0000000c"
                      + "0000"
                      + "0000000004000000"
                      + "016d"));
      assertThat(client.receive(20 + 14))
          .isEqualTo(
              hex.parseHex(
                  "0003e889045565a9"
                      + "00000007"
                      + "00000003"
                      + "0000000e"
                      + "0003"
                      + "00000001"
                      + "00001000"
                      + "02000000"));
      assertThat(client.receive(20))
          .isEqualTo(hex.parseHex("0003e889045565a9" + "00000007" + "00000001" + "00000000"));
      // WRITE of two bytes at 0x1001, READ of four at 0x1000, DISC.
      client.send(
          hex.parseHex(
              "25609513"
                  + "0000"
                  + "0001"
                  + "0000000000000001"
                  + "0000000000001001"
                  + "00000002"
                  + "beef"));
      client.send(
          hex.parseHex(
              "25609513" + "0000" + "0000" + "0000000000000002" + "0000000000001000" + "00000004"));
      assertThat(client.receive(16))
          .isEqualTo(hex.parseHex("67446698" + "00000000" + "0000000000000001"));
      assertThat(client.receive(20))
          .isEqualTo(hex.parseHex("67446698" + "00000000" + "0000000000000002" + "00beef00"));
      client.send(
          hex.parseHex(
              "25609513" + "0000" + "0002" + "0000000000000003" + "0000000000000000" + "00000000"));
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void exportNameEntersWithAndWithoutPadding() throws IOException {
    for (int flags : new int[] {0, 1, 3}) {
      try (RawClient client = RawClient.connect(fixture.socket)) {
        client.greet(flags);
        client.option(1, "d".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ByteBuffer reply = ByteBuffer.wrap(client.receive(flags == 3 ? 10 : 134));
        assertThat(reply.getLong()).isEqualTo(SIZE);
        assertThat(reply.getShort()).isEqualTo((short) 0x16d);
        client.write(0, 1, 0, new byte[] {1, 2, 3});
        assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 1));
        assertThat(client.readBack(0, 3)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void theListIsWhatTheDirectoryTells() throws IOException {
    fixture.disk("e", 4096);
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      client.option(3, new byte[0]);
      List<RawClient.OptionReply> replies = client.replies();
      assertThat(replies).hasSize(3);
      assertThat(replies.get(0).data()).isEqualTo(new byte[] {0, 0, 0, 1, 'd'});
      assertThat(replies.get(1).data()).isEqualTo(new byte[] {0, 0, 0, 1, 'e'});
      client.option(2, new byte[0]);
      assertThat(client.replies().getLast().type()).isEqualTo(1);
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void anUnknownExportIsRefusedAndAnotherMayBeEntered() throws IOException {
    try (RawClient client = RawClient.connect(fixture.server.tcpAddress().orElseThrow())) {
      client.greet(3);
      client.option(7, RawClient.infoQuery("nothing"));
      assertThat(client.replies().getLast().type()).isEqualTo(0x80000006);
      client.go("d");
      assertThat(client.readBack(SIZE - 1, 1)).containsExactly(0);
    }
  }

  @Test
  void unalignedWritesOfEverySizeComeBack() throws IOException {
    byte[] model = new byte[(int) SIZE];
    Random random = new Random(7);
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      for (int length :
          new int[] {1, 511, 4096, 4097, 65_535, 300_000, 524_260, 1 << 20, 20 << 20}) {
        int offset = random.nextInt((int) SIZE - length);
        byte[] payload = random(length, length);
        client.write(0, length, offset, payload);
        assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, length));
        System.arraycopy(payload, 0, model, offset, length);
      }
      for (int at = 0; at < SIZE; at += 16 << 20) {
        assertThat(client.readBack(at, 16 << 20))
            .isEqualTo(Arrays.copyOfRange(model, at, at + (16 << 20)));
      }
    }
  }

  @Test
  void theLargestRequestPassesAndALargerOneCostsItsConnection() throws IOException {
    byte[] payload = random(32 << 20, 3);
    try (RawClient client = RawClient.enter(fixture.socket, "d");
        RawClient other = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 5, payload);
      assertThat(client.simpleReply().error()).isZero();
      assertThat(client.readBack(5, 32 << 20)).isEqualTo(payload);
      client.request(RawClient.WRITE, 0, 2, 0, (32 << 20) + 1);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(22, 2));
      assertThat(client.atEnd()).isTrue();
      assertThat(other.readBack(5, 10)).isEqualTo(Arrays.copyOf(payload, 10));
    }
  }

  @Test
  void aRefusedWriteLetsItsPayloadGoBy() throws IOException {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, SIZE - 5, random(3 << 20, 1));
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(28, 1));
      client.write(0x8000, 2, 0, random(100, 1));
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(22, 2));
      assertThat(client.readBack(0, 4)).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void anImageIsReadOnly() throws IOException {
    fixture.image("i", 4096);
    try (RawClient client = RawClient.enter(fixture.socket, "i")) {
      client.write(0, 1, 0, new byte[10]);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(1, 1));
      assertThat(client.readBack(4000, 96)).containsOnly(0);
    }
  }

  @Test
  void structuredReadsAreOneChunk() throws IOException {
    byte[] payload = random(70_000, 9);
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      client.write(0, 1, 3, payload);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 1));
      client.request(RawClient.READ, DF, 2, 3, 70_000);
      RawClient.Chunk chunk = client.chunk();
      assertThat(List.of(chunk.flags(), chunk.type(), (int) chunk.cookie()))
          .containsExactly(1, 1, 2);
      ByteBuffer content = ByteBuffer.wrap(chunk.payload());
      assertThat(content.getLong()).isEqualTo(3);
      assertThat(content.slice()).isEqualTo(ByteBuffer.wrap(payload));
      client.request(RawClient.READ, 0, 3, 0, 0);
      assertThat(client.chunk().type()).isZero();
      client.request(RawClient.READ, 0, 4, SIZE, 1);
      RawClient.Chunk error = client.chunk();
      assertThat(error.type()).isEqualTo(0x8001);
      assertThat(ByteBuffer.wrap(error.payload()).getInt()).isEqualTo(22);
    }
  }

  @Test
  void blockStatusTellsDataAndPromisesNothingForZeros() throws IOException {
    try (RawClient client = RawClient.enterStructured(fixture.socket, "d")) {
      client.write(0, 1, 4096, new byte[8192]);
      client.simpleReply();
      client.request(RawClient.WRITE_ZEROES, NO_HOLE, 2, 8192, 4096);
      client.simpleReply();
      client.request(RawClient.WRITE_ZEROES, 0, 3, 16_384, 4096);
      client.simpleReply();
      client.request(RawClient.BLOCK_STATUS, 0, 4, 0, 1 << 20);
      assertThat(descriptors(client.chunk()))
          .containsExactly(4096, 3, 4096, 0, (1 << 20) - 2 * 4096, 3);
      client.request(RawClient.BLOCK_STATUS, REQ_ONE, 5, 4097, 1 << 20);
      assertThat(descriptors(client.chunk())).containsExactly(4095, 0);
      client.request(RawClient.TRIM, 0, 6, 4096, 8192);
      client.simpleReply();
      client.request(RawClient.BLOCK_STATUS, 0, 7, 0, 1 << 20);
      assertThat(descriptors(client.chunk())).containsExactly(1 << 20, 3);
    }
  }

  private static int[] descriptors(RawClient.Chunk chunk) {
    assertThat(chunk.type()).isEqualTo(5);
    ByteBuffer payload = ByteBuffer.wrap(chunk.payload());
    assertThat(payload.getInt()).isEqualTo(1);
    int[] numbers = new int[payload.remaining() / 4];
    payload.asIntBuffer().get(numbers);
    return numbers;
  }

  @Test
  void faultsOfTheDeviceReachTheClientAsErrorNumbers() throws IOException {
    disk.beforeWrite(() -> {
      throw new BlockFault.OutOfSpace("full");
    });
    disk.beforeRead(() -> {
      throw new BlockFault.Corrupt("rotten");
    });
    disk.beforeFlush(() -> {
      throw new BlockFault.OutOfService("over");
    });
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[100]);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(28, 1));
      client.request(RawClient.TRIM, 0, 2, 0, 4096);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(28, 2));
      client.request(RawClient.READ, 0, 3, 0, 100);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(5, 3));
      client.request(RawClient.FLUSH, 0, 4, 0, 0);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(5, 4));
    }
  }

  @Test
  void anAnsweredFlushWasPrecededByASync() throws IOException {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[100]);
      client.simpleReply();
      assertThat(disk.volatileWrites()).isEqualTo(1);
      client.request(RawClient.FLUSH, 0, 2, 0, 0);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 2));
      assertThat(disk.volatileWrites()).isZero();
      client.write(FUA, 3, 0, new byte[100]);
      client.simpleReply();
      assertThat(disk.volatileWrites()).isZero();
      client.request(RawClient.WRITE_ZEROES, FUA, 4, 0, 4096);
      client.simpleReply();
      assertThat(disk.volatileWrites()).isZero();
    }
  }

  @Test
  void aFlushOnOneConnectionCoversTheOthers() throws IOException {
    try (RawClient one = RawClient.enter(fixture.socket, "d");
        RawClient two = RawClient.enter(fixture.socket, "d")) {
      one.write(0, 1, 0, new byte[] {42});
      one.simpleReply();
      assertThat(two.readBack(0, 1)).containsExactly(42);
      two.request(RawClient.FLUSH, 0, 2, 0, 0);
      two.simpleReply();
      assertThat(disk.volatileWrites()).isZero();
    }
  }

  @Test
  void aSlowFlushDoesNotHoldUpWhatIsBehindIt() throws Exception {
    CountDownLatch mayFlush = new CountDownLatch(1);
    disk.beforeFlush(() -> awaitQuietly(mayFlush));
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      ByteBuffer together = ByteBuffer.allocate(3 * 28 + 1);
      together.put(RawClient.requestBytes(RawClient.FLUSH, 0, 1, 0, 0));
      together.put(RawClient.requestBytes(RawClient.WRITE, FUA, 2, 0, 1)).put((byte) 42);
      together.put(RawClient.requestBytes(RawClient.READ, 0, 3, 0, 1));
      client.send(together.array());
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 3));
      assertThat(client.receive(1)).containsExactly(42);
      client.write(0, 4, 10, new byte[1]);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 4));
      mayFlush.countDown();
      Set<Long> cookies = new HashSet<>();
      cookies.add(client.simpleReply().cookie());
      cookies.add(client.simpleReply().cookie());
      assertThat(cookies).containsExactlyInAnyOrder(1L, 2L);
      assertThat(disk.flushes()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void coldReadsOfADeepQueueWaitBesideEachOtherAndHoldUpNothing() throws Exception {
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger readingMost = new AtomicInteger();
    disk.beforeRead(() -> {
      readingMost.accumulateAndGet(reading.incrementAndGet(), Math::max);
      LockSupport.parkNanos(1_000_000);
      reading.decrementAndGet();
    });
    byte[] payload = random(64 * 512, 5);
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, payload);
      client.simpleReply();
      for (int round = 0; round < 20; round++) {
        readDeep(client, payload);
      }
      assertThat(readingMost.get()).isBetween(2, 16);
      disk.beforeRead(() -> {});
      for (int round = 0; round < 20; round++) {
        readDeep(client, payload);
      }
    }
  }

  /** 64 reads under way at once, answered in whatever order. */
  private static void readDeep(RawClient client, byte[] expected) throws IOException {
    ByteBuffer together = ByteBuffer.allocate(64 * 28);
    for (int i = 0; i < 64; i++) {
      together.put(RawClient.requestBytes(RawClient.READ, 0, i, i * 512L, 512));
    }
    client.send(together.array());
    Set<Long> answered = new HashSet<>();
    for (int i = 0; i < 64; i++) {
      RawClient.SimpleReply reply = client.simpleReply();
      int at = (int) reply.cookie() * 512;
      assertThat(client.receive(512)).isEqualTo(Arrays.copyOfRange(expected, at, at + 512));
      answered.add(reply.cookie());
    }
    assertThat(answered).hasSize(64);
  }

  @Test
  void disconnectingCompletesWhatIsUnderWay() throws Exception {
    CountDownLatch mayFlush = new CountDownLatch(1);
    disk.beforeFlush(() -> awaitQuietly(mayFlush));
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      ByteBuffer together = ByteBuffer.allocate(3 * 28 + 1);
      together.put(RawClient.requestBytes(RawClient.WRITE, 0, 1, 0, 1)).put((byte) 42);
      together.put(RawClient.requestBytes(RawClient.FLUSH, 0, 2, 0, 0));
      together.put(RawClient.requestBytes(RawClient.DISC, 0, 3, 0, 0));
      client.send(together.array());
      assertThat(client.simpleReply().cookie()).isEqualTo(1);
      mayFlush.countDown();
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 2));
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void moreThanTheAllowedConnectionsAreClosedAndThePlaceComesBack() throws Exception {
    NbdLimits few = new NbdLimits(2, 30_000, 64, 64 << 10, 512L << 20, 5_000, 3_000, 200);
    try (ServerFixture small = new ServerFixture(few)) {
      small.disk("d", 4096);
      RawClient one = RawClient.enter(small.socket, "d");
      try (RawClient two = RawClient.enter(small.socket, "d");
          RawClient three = RawClient.connect(small.socket)) {
        assertThat(three.atEnd()).isTrue();
        one.close();
        ServerFixture.await(() -> canEnter(small));
        assertThat(two.readBack(0, 1)).containsExactly(0);
      }
    }
  }

  private static boolean canEnter(ServerFixture fixture) {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      return client.readBack(0, 1).length == 1;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void closingTheServerEndsItsConnectionsAndRemovesTheSocketFile() throws IOException {
    try (RawClient idle = RawClient.connect(fixture.socket);
        RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[] {42});
      client.simpleReply();
      idle.receive(18);
      fixture.server.close();
      assertThat(client.atEnd()).isTrue();
      assertThat(idle.atEnd()).isTrue();
      assertThat(disk.volatileWrites()).isZero();
      assertThat(fixture.socket).doesNotExist();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
