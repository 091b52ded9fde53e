package dev.stillpoint.nbd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes are written out from the layouts in the specification. */
class OptionDecoderTest {
  private static ClientOption decode(int code, String hex) {
    return OptionDecoder.decode(code, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void exportNameIsTheWholeData() {
    assertThat(decode(1, "64 2d 31")).isEqualTo(new ClientOption.ExportName("d-1"));
    assertThat(decode(1, "")).isEqualTo(new ClientOption.ExportName(""));
  }

  @Test
  void goCarriesANameAndItems() {
    assertThat(decode(7, "00000003 642d31 0002 0003 0001"))
        .isEqualTo(new ClientOption.Go("d-1", Set.of(3, 1)));
  }

  @Test
  void infoCarriesTheSame() {
    assertThat(decode(6, "00000000 0000")).isEqualTo(new ClientOption.Describe("", Set.of()));
  }

  @Test
  void metaContextOptionsCarryQueries() {
    String data = "00000001 64 00000002 00000005 626173653a 00000001 78";
    assertThat(decode(9, data))
        .isEqualTo(new ClientOption.ListMetaContext("d", List.of("base:", "x")));
    assertThat(decode(10, data))
        .isEqualTo(new ClientOption.SetMetaContext("d", List.of("base:", "x")));
  }

  @Test
  void abortIgnoresData() {
    assertThat(decode(2, "ff")).isEqualTo(new ClientOption.Abort());
  }

  @Test
  void listAndStructuredReplyRefuseData() {
    assertThat(decode(3, "")).isEqualTo(new ClientOption.ListExports());
    assertThat(decode(3, "00")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(8, "")).isEqualTo(new ClientOption.StructuredReply());
    assertThat(decode(8, "00")).isInstanceOf(ClientOption.Malformed.class);
  }

  @Test
  void unknownOptionsKeepTheirNumber() {
    assertThat(decode(5, "")).isEqualTo(new ClientOption.Unknown(5));
    assertThat(decode(-1, "0102")).isEqualTo(new ClientOption.Unknown(-1));
  }

  @Test
  void lengthsThatDoNotFitAreMalformed() {
    assertThat(decode(7, "00000004 642d31 0000")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(7, "00000003 642d31 0002 0003")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(7, "00000003 642d31 0000 00")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(7, "ffffffff 642d31 0000")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(10, "00000001 64 ffffffff")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(10, "00000001")).isInstanceOf(ClientOption.Malformed.class);
  }

  @Test
  void textThatIsNotUtf8OrHoldsAZeroIsMalformed() {
    assertThat(decode(1, "c3 28")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(1, "61 00")).isInstanceOf(ClientOption.Malformed.class);
    assertThat(decode(1, "c3 a9")).isEqualTo(new ClientOption.ExportName("é"));
  }

  @Test
  void namesMayHave4096BytesAndNotOneMore() {
    byte[] longest = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);
    byte[] tooLong = "x".repeat(4097).getBytes(StandardCharsets.UTF_8);
    assertThat(OptionDecoder.decode(1, longest)).isInstanceOf(ClientOption.ExportName.class);
    assertThat(OptionDecoder.decode(1, tooLong)).isInstanceOf(ClientOption.Malformed.class);
  }

  @Test
  void dataThatWasNotLookedAtLeavesOnlyTheNumber() {
    for (int known : new int[] {1, 3, 6, 7, 8, 9, 10}) {
      assertThat(OptionDecoder.withoutData(known)).isEqualTo(new ClientOption.Oversized(known));
    }
    assertThat(OptionDecoder.withoutData(2)).isEqualTo(new ClientOption.Abort());
    assertThat(OptionDecoder.withoutData(99)).isEqualTo(new ClientOption.Unknown(99));
  }
}
