package dev.stillpoint.nbd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are written out from the layouts in the specification. */
class TransmissionMessagesTest {
  private static final long COOKIE = 0x1122334455667788L;
  private final MemorySegment memory = MemorySegment.ofArray(new byte[128]);

  private void holds(long length, String hex) {
    byte[] bytes = memory.asSlice(1, length - 1).toArray(ValueLayout.JAVA_BYTE);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void aRequestIsReadWhereItLies() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "ff"
                    + "25609513"
                    + "0001"
                    + "0006"
                    + "1122334455667788"
                    + "8000000000000001"
                    + "fffff000");
    MemorySegment in = MemorySegment.ofArray(bytes);
    assertThat(Request.begins(in, 1)).isTrue();
    assertThat(Request.begins(in, 0)).isFalse();
    assertThat(Request.flags(in, 1)).isEqualTo(1);
    assertThat(Request.type(in, 1)).isEqualTo(6);
    assertThat(Request.cookie(in, 1)).isEqualTo(COOKIE);
    assertThat(Request.offset(in, 1)).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(Request.length(in, 1)).isEqualTo(0xfffff000L);
  }

  @Test
  void aSimpleReplyHasErrorAndCookie() {
    holds(Reply.simple(memory, 1, 28, COOKIE), "67446698 0000001c 1122334455667788");
  }

  @Test
  void anEmptyChunkEndsItsReply() {
    holds(Reply.none(memory, 1, COOKIE), "668e33ef 0001 0000 1122334455667788 00000000");
  }

  @Test
  void aDataChunkCountsItsOffset() {
    holds(
        Reply.offsetData(memory, 1, COOKIE, 0x1000, 4096),
        "668e33ef 0001 0001 1122334455667788 00001008 0000000000001000");
  }

  @Test
  void aDataChunkThatOthersFollowIsNotMarkedAsTheLast() {
    holds(
        Reply.offsetDataFirst(memory, 1, COOKIE, 0x1000, 4096),
        "668e33ef 0000 0001 1122334455667788 00001008 0000000000001000");
  }

  @Test
  void anErrorChunkCarriesAText() {
    byte[] text = "no".getBytes(StandardCharsets.UTF_8);
    long end = Reply.error(memory, 1, COOKIE, 5, text);
    holds(end, "668e33ef 0001 8001 1122334455667788 00000008 00000005 0002 6e6f");
    assertThat(end - 1).isEqualTo(Reply.errorBytes(2));
  }

  @Test
  void aStatusChunkListsDescriptors() {
    long at = Reply.blockStatus(memory, 1, COOKIE, 2);
    at = Reply.descriptor(memory, at, 4096, 0);
    at = Reply.descriptor(memory, at, 0xfffff000L, 3);
    holds(
        at,
        "668e33ef 0001 0005 1122334455667788 00000014 00000001"
            + "00001000 00000000 fffff000 00000003");
    assertThat(at - 1).isEqualTo(Reply.blockStatusBytes(2));
  }
}
