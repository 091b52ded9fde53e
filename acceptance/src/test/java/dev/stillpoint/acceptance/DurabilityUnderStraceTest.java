package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.acceptance.SystemCallTrace.Call;
import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A killed process loses nothing that the system's cache holds, so a kill cannot tell whether an
 * answer was honest about stable storage. The system calls can: each answer that promises it came
 * after a sync that began after the bytes had been written.
 */
@Tag("slow")
class DurabilityUnderStraceTest {
  private static final int BLOCK = 4096;
  private static final int PROMISES_EACH = 7;

  @TempDir Path directory;

  /** The marks that the answer with this cookie, or of this group, must find on the disk. */
  private final Map<Long, List<String>> promisedByCookie = new TreeMap<>();

  private final Map<String, List<String>> promisedByGroup = new TreeMap<>();
  private final List<String> answered = new ArrayList<>();
  private long cookies;
  private int marks;

  @Test
  void everyAnswerThatPromisesStableStorageFollowsASyncOfItsBytes() throws Exception {
    Tool.require("strace");
    Path data = directory.resolve("pool");
    try (ServerProcess server = ServerProcess.start(data);
        CrashApi api = new CrashApi(server)) {
      String instanceId = api.runInstance();
      String first = api.newDisk(instanceId);
      String second = api.newDisk(instanceId);
      SystemCallTrace trace;
      try (Strace strace = Strace.attach(server.pid(), directory.resolve("trace"))) {
        write(data.resolve("nbd.sock"), api, first, second);
        trace = strace.end();
      }
      judge(trace);
      assertThat(server.stop()).isZero();
    }
  }

  private void write(Path socket, CrashApi api, String first, String second) throws Exception {
    try (NbdClient client = NbdClient.connect(UnixDomainSocketAddress.of(socket), first)) {
      // The first connection that answers is the one whose answers are judged.
      promising(client, 0, Persistence.DURABLE);
      try (NbdClient other = NbdClient.connect(UnixDomainSocketAddress.of(socket), second)) {
        for (int i = 1; i <= PROMISES_EACH; i++) {
          other.write((long) i * BLOCK, marked(), Persistence.VOLATILE);
          promising(client, (long) i * BLOCK, Persistence.DURABLE);
          promising(client, (long) i * BLOCK + 513, Persistence.VOLATILE);
          other.write((long) i * BLOCK + 77, marked(), Persistence.VOLATILE);
          client.flush();
          promisedByCookie.put(++cookies, List.copyOf(answered));
          other.write((long) (i + 100) * BLOCK, marked(), Persistence.VOLATILE);
          promising(client, (long) (i + 100) * BLOCK, Persistence.VOLATILE);
          List<String> before = List.copyOf(answered);
          String id =
              api.call("CreateSnapshotGroup", "DiskId.1", first, "DiskId.2", second)
                  .path("SnapshotGroupId")
                  .asString();
          promisedByGroup.put(id, before);
        }
      }
    }
  }

  /** A write whose answer promises its own bytes if it is durable. */
  private void promising(NbdClient client, long offset, Persistence persistence) throws Exception {
    byte[] bytes = marked();
    client.write(offset, bytes, persistence);
    cookies++;
    if (persistence == Persistence.DURABLE) {
      promisedByCookie.put(cookies, List.of(answered.getLast()));
    }
  }

  /** A block that names itself; what was answered is remembered by its name. */
  private byte[] marked() {
    String mark = String.format(Locale.ROOT, "-MARK-%06d-", ++marks);
    answered.add(mark);
    return mark.repeat(BLOCK / mark.length()).getBytes(StandardCharsets.US_ASCII);
  }

  private void judge(SystemCallTrace trace) {
    String connection =
        trace.first(-1, call -> isReply(call, 1)).map(Call::file).orElse("no reply in the trace");
    promisedByCookie.forEach((cookie, promised) -> {
      Call answer =
          trace
              .first(-1, call -> call.file().equals(connection) && isReply(call, cookie))
              .orElseThrow(() -> new AssertionError("no answer " + cookie + " in the trace"));
      assertDurable(trace, promised, answer);
    });
    promisedByGroup.forEach((id, promised) -> {
      Call answer =
          trace
              .first(-1, call -> call.file().contains("TCP") && call.text().contains(id))
              .orElseThrow(() -> new AssertionError("no answer with " + id + " in the trace"));
      assertDurable(trace, promised, answer);
    });
    assertThat(promisedByCookie).hasSize(2 * PROMISES_EACH + 1);
    assertThat(promisedByGroup).hasSize(PROMISES_EACH);
  }

  private static void assertDurable(SystemCallTrace trace, List<String> promised, Call answer) {
    for (String mark : promised) {
      assertThat(trace.durableBefore(mark, answer))
          .as("%s was written and synced before %s", mark, answer)
          .isTrue();
    }
  }

  /** A simple reply without an error that begins a call; the cookies of these tests are small. */
  private static boolean isReply(Call call, long cookie) {
    String begin = "gDf\\x98" + "\\x00".repeat(11);
    int at = call.text().indexOf(begin);
    return call.name().equals("sendto")
        && at >= 0
        && call.text().startsWith(character(cookie), at + begin.length());
  }

  /** As strace prints one of the control characters, which all cookies here are. */
  private static String character(long value) {
    assertThat(value).isLessThan(' ');
    int letter = "\t\n\u000b\f\r".indexOf((char) value);
    return letter >= 0
        ? "\\" + "tnvfr".charAt(letter)
        : String.format(Locale.ROOT, "\\x%02x", value);
  }
}
