package dev.stillpoint.nbd;

import static dev.stillpoint.nbd.ServerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client does, it costs its own connection only, and no handle stays behind. */
@Timeout(120)
class HostileClientTest {
  private static final NbdLimits LIMITS =
      new NbdLimits(64, 3_000, 8, 16 << 10, 512L << 20, 5_000, 1_000, 100);
  private static final byte[] MARK = {7, 7, 7};

  private ServerFixture fixture;
  private MemoryDisk disk;
  private RawClient bystander;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture(LIMITS);
    disk = fixture.disk("d", 1 << 20);
    bystander = RawClient.enter(fixture.socket, "d");
    bystander.write(0, 1, (1 << 20) - 3, MARK);
    assertThat(bystander.simpleReply().error()).isZero();
  }

  @AfterEach
  void theBystanderIsServedToTheEnd() throws IOException {
    assertThat(bystander.readBack((1 << 20) - 3, 3)).isEqualTo(MARK);
    bystander.close();
    fixture.close();
  }

  private static byte[] wholeConversation() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 3});
    bytes.writeBytes(optionBytes(8, new byte[0]));
    bytes.writeBytes(optionBytes(10, RawClient.metaQuery("d", "base:allocation")));
    bytes.writeBytes(optionBytes(7, RawClient.infoQuery("d", 3)));
    bytes.writeBytes(RawClient.requestBytes(RawClient.WRITE, 0, 1, 0, 5));
    bytes.writeBytes(new byte[] {1, 2, 3, 4, 5});
    bytes.writeBytes(RawClient.requestBytes(RawClient.READ, 0, 2, 0, 100));
    bytes.writeBytes(RawClient.requestBytes(RawClient.FLUSH, 0, 3, 0, 0));
    return bytes.toByteArray();
  }

  private static byte[] optionBytes(int code, byte[] data) {
    return ByteBuffer.allocate(16 + data.length)
        .putLong(0x49484156454F5054L)
        .putInt(code)
        .putInt(data.length)
        .put(data)
        .array();
  }

  @Test
  void disconnectingAfterEachByteLeavesNothingBehind() throws Exception {
    byte[] conversation = wholeConversation();
    for (int length = 0; length <= conversation.length; length++) {
      try (RawClient client = RawClient.connect(fixture.socket)) {
        client.send(Arrays.copyOf(conversation, length));
      }
    }
    // The server's own list is empty again when as many as it allows can come in at once.
    await(() -> everyPlaceIsFree(LIMITS.connectionsMax() - 1));
    assertThat(bystander.readBack((1 << 20) - 3, 3)).isEqualTo(MARK);
  }

  private boolean everyPlaceIsFree(int places) {
    RawClient[] clients = new RawClient[places];
    try {
      for (int i = 0; i < places; i++) {
        clients[i] = RawClient.enter(fixture.socket, "d");
      }
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      for (RawClient client : clients) {
        closeQuietly(client);
      }
    }
  }

  private static void closeQuietly(RawClient client) {
    if (client != null) {
      try {
        client.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void bytesThatComeOneByOneAreUnderstood() throws Exception {
    byte[] conversation = wholeConversation();
    // Replies may come in another order than requests, so the flush waits for the others' answers.
    int beforeFlush = conversation.length - 28;
    try (RawClient client = RawClient.connect(fixture.socket)) {
      for (byte one : Arrays.copyOf(conversation, beforeFlush)) {
        client.send(new byte[] {one});
      }
      client.receive(18);
      client.replies();
      client.replies();
      client.replies();
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 1));
      assertThat(client.chunk().payload()).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5);
      client.send(Arrays.copyOfRange(conversation, beforeFlush, conversation.length));
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 3));
    }
  }

  @Test
  void randomBytesAreAnsweredByClosing() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      try (RawClient client = RawClient.connect(fixture.socket)) {
        client.receive(18);
        if (random.nextBoolean()) {
          client.send(new byte[] {0, 0, 0, 3});
        }
        sendUnlessClosed(client, noise);
      }
    }
    assertThat(bystander.readBack((1 << 20) - 3, 3)).isEqualTo(MARK);
  }

  @Test
  void randomRequestsAreAnsweredOrTheConnectionCloses() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      try (RawClient client = enterWhenThereIsRoom(random.nextBoolean())) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
          randomRequest(random, bytes);
        }
        bytes.writeBytes(RawClient.requestBytes(RawClient.DISC, 0, 99, 0, 0));
        sendUnlessClosed(client, bytes.toByteArray());
        client.endOutput();
        while (!client.atEnd()) {
          // Whatever is answered, the end comes.
        }
      }
    }
    await(() -> disk.fences() >= 300);
    assertThat(disk.fences()).isEqualTo(300);
  }

  /** Connections that ended may still be on the server's list for a moment. */
  private RawClient enterWhenThereIsRoom(boolean structured) throws InterruptedException {
    while (true) {
      try {
        return structured
            ? RawClient.enterStructured(fixture.socket, "d")
            : RawClient.enter(fixture.socket, "d");
      } catch (IOException e) {
        Thread.sleep(5);
      }
    }
  }

  /** Small ranges below the bystander's mark; everything else at random. */
  private static void randomRequest(Random random, ByteArrayOutputStream out) {
    int type = random.nextInt(10);
    int flags = random.nextInt(4) == 0 ? 1 << random.nextInt(16) : 0;
    long offset = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(500_000);
    int length = random.nextInt(6) == 0 ? random.nextInt() : random.nextInt(10_000);
    if (type != RawClient.WRITE && random.nextBoolean() && length < 0) {
      length = 0;
    }
    if (type == RawClient.TRIM || type == RawClient.WRITE_ZEROES) {
      length = Math.floorMod(length, 10_000);
    }
    out.writeBytes(RawClient.requestBytes(type, flags, random.nextLong(), offset, length));
    if (type == RawClient.WRITE && length >= 0 && length < 10_000) {
      out.writeBytes(new byte[length]);
    }
  }

  private static void sendUnlessClosed(RawClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException e) {
      // The server has closed already, which is an answer.
    }
  }

  @Test
  void aRequestWithTheWrongMagicEndsItsConnectionAfterTheAnswersBeforeIt() throws IOException {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      byte[] wrong = RawClient.requestBytes(RawClient.READ, 0, 2, 0, 1);
      wrong[0] = 0x26;
      ByteBuffer together = ByteBuffer.allocate(56);
      together.put(RawClient.requestBytes(RawClient.FLUSH, 0, 1, 0, 0)).put(wrong);
      client.send(together.array());
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 1));
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void halfAWriteIsNeverApplied() throws Exception {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.send(RawClient.requestBytes(RawClient.WRITE, 0, 1, 0, 100_000));
      byte[] half = new byte[99_999];
      Arrays.fill(half, (byte) 1);
      client.send(half);
    }
    await(() -> disk.fences() == 1);
    assertThat(disk.peek(0, 100_000)).containsOnly(0);
  }

  @Test
  void aHandshakeThatTakesTooLongIsEnded() throws IOException {
    try (RawClient silent = RawClient.connect(fixture.socket);
        RawClient halfway = RawClient.connect(fixture.socket)) {
      halfway.greet(3);
      halfway.send(new byte[] {0x49, 0x48});
      silent.receive(18);
      assertThat(silent.atEnd()).isTrue();
      assertThat(halfway.atEnd()).isTrue();
    }
  }

  @Test
  void anOptionThatIsTooLongOrOneTooManyEndsTheConnection() throws IOException {
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      client.send(
          ByteBuffer.allocate(16).putLong(0x49484156454F5054L).putInt(99).putInt(-1).array());
      assertThat(client.atEnd()).isTrue();
    }
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      for (int i = 0; i < LIMITS.optionsMax(); i++) {
        client.option(99, new byte[10]);
        assertThat(client.replies().getLast().type()).isEqualTo(0x80000001);
      }
      client.option(99, new byte[10]);
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void anOptionOfSomeLengthIsReadOverAndRefused() throws IOException {
    int tooBig = 0x80000009;
    int unsupported = 0x80000001;
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      for (int length : new int[] {(16 << 10) + 1, 78_000, 100_000, 128 << 10, 1 << 20}) {
        client.option(length % 2 == 0 ? 99 : 6, new byte[length]);
        RawClient.OptionReply reply = client.replies().getLast();
        assertThat(reply.type()).isEqualTo(length % 2 == 0 ? unsupported : tooBig);
      }
      client.option(10, new byte[78_000]);
      assertThat(client.replies().getLast().type()).isEqualTo(tooBig);
      client.go("d");
      assertThat(client.readBack((1 << 20) - 3, 3)).isEqualTo(MARK);
    }
  }

  @Test
  void whoWasToldOfManyExportsMayAskAboutEach() throws IOException {
    for (int i = 0; i < 100; i++) {
      fixture.disk("x" + i, 4096);
    }
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      client.option(8, new byte[0]);
      client.replies();
      client.option(3, new byte[0]);
      assertThat(client.replies()).hasSize(102);
      for (int i = 0; i < 100; i++) {
        client.option(6, RawClient.infoQuery("x" + i));
        assertThat(client.replies().getLast().refused()).isFalse();
        client.option(9, RawClient.metaQuery("x" + i));
        assertThat(client.replies().getLast().refused()).isFalse();
        client.option(10, RawClient.metaQuery("x" + i, "base:allocation"));
        assertThat(client.replies().getLast().refused()).isFalse();
      }
      client.go("d");
    }
  }

  @Test
  void whoListsAgainAndAgainIsLetGo() throws IOException {
    fixture.disk("x", 4096);
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(3);
      int asked = 0;
      boolean served = true;
      while (served && asked < 1_000) {
        asked++;
        served = isAnswered(client);
      }
      // Two exports were listed, which makes sixteen more.
      assertThat(asked).isEqualTo(LIMITS.optionsMax() + 16 + 1);
    }
  }

  private static boolean isAnswered(RawClient client) {
    try {
      client.option(3, new byte[0]);
      return !client.replies().getLast().refused();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void clientFlagsThatWereNotOfferedEndTheConnection() throws IOException {
    try (RawClient client = RawClient.connect(fixture.socket)) {
      client.greet(7);
      assertThat(client.atEnd()).isTrue();
    }
  }
}
