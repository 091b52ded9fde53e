package dev.stillpoint.nbd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.wire.ServerMessage.Reason;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are written out from the layouts in the specification. */
class ServerMessageEncoderTest {
  private static void encodes(ServerMessage message, String hex) {
    assertThat(HexFormat.of().formatHex(ServerMessageEncoder.encode(message)))
        .isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void greetingOffersFixedNewstyleAndNoZeroes() {
    encodes(new ServerMessage.Greeting(), "4e42444d41474943 49484156454f5054 0003");
  }

  @Test
  void exportOpenedIsPaddedUnlessTheClientAskedNot() {
    encodes(new ServerMessage.ExportOpened(0x40000000L, 0x016d, false), "0000000040000000 016d");
    encodes(
        new ServerMessage.ExportOpened(1, 0x0107, true),
        "0000000000000001 0107" + "00".repeat(124));
  }

  @Test
  void repliesNameTheirOption() {
    encodes(new ServerMessage.Ack(7), "0003e889045565a9 00000007 00000001 00000000");
    encodes(
        new ServerMessage.Listed(3, "d-1"),
        "0003e889045565a9 00000003 00000002 00000007 00000003 642d31");
    encodes(
        new ServerMessage.MetaContext(10, 1, "base:allocation"),
        "0003e889045565a9 0000000a 00000004 00000013 00000001 626173653a616c6c6f636174696f6e");
  }

  @Test
  void informationItemsCarryTheirNumber() {
    encodes(
        new ServerMessage.ExportFacts(7, 4096, 0x01ed),
        "0003e889045565a9 00000007 00000003 0000000c 0000 0000000000001000 01ed");
    encodes(
        new ServerMessage.ExportNamed(6, "d"),
        "0003e889045565a9 00000006 00000003 00000003 0001 64");
    encodes(
        new ServerMessage.BlockSizes(7, 1, 4096, 0x2000000),
        "0003e889045565a9 00000007 00000003 0000000e 0003 00000001 00001000 02000000");
  }

  @Test
  void refusalsHaveTheirNumbersAndATextForHumans() {
    String head = "0003e889045565a9 00000005 ";
    encodes(
        new ServerMessage.Refused(5, Reason.UNSUPPORTED, "no"), head + "80000001 00000002 6e6f");
    encodes(new ServerMessage.Refused(5, Reason.POLICY, ""), head + "80000002 00000000");
    encodes(new ServerMessage.Refused(5, Reason.INVALID, ""), head + "80000003 00000000");
    encodes(new ServerMessage.Refused(5, Reason.UNKNOWN, ""), head + "80000006 00000000");
    encodes(new ServerMessage.Refused(5, Reason.SHUTDOWN, ""), head + "80000007 00000000");
    encodes(new ServerMessage.Refused(5, Reason.TOO_BIG, ""), head + "80000009 00000000");
  }
}
