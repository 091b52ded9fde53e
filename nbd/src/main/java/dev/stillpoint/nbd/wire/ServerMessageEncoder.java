package dev.stillpoint.nbd.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * {@link ServerMessage} to bytes.
 *
 * <pre>
 * Greeting      u64 NBDMAGIC, u64 IHAVEOPT, u16 handshake flags
 * ExportOpened  u64 size, u16 transmission flags, 124 zero bytes unless left out
 * OptionReply   u64 0x3e889045565a9, u32 option, u32 type, u32 length, data
 * </pre>
 */
public final class ServerMessageEncoder {
  private static final int PADDING_BYTES = 124;
  private static final int REPLY_HEADER_BYTES = 20;
  private static final int TYPE_ACK = 1;
  private static final int TYPE_SERVER = 2;
  private static final int TYPE_INFO = 3;
  private static final int TYPE_META_CONTEXT = 4;

  private ServerMessageEncoder() {}

  /** The message's bytes. */
  public static byte[] encode(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Greeting() ->
          ByteBuffer.allocate(18)
              .putLong(Wire.INIT_MAGIC)
              .putLong(Wire.OPTION_MAGIC)
              .putShort((short) (Wire.FLAG_FIXED_NEWSTYLE | Wire.FLAG_NO_ZEROES))
              .array();
      case ServerMessage.ExportOpened(long size, int flags, boolean padded) ->
          ByteBuffer.allocate(10 + (padded ? PADDING_BYTES : 0))
              .putLong(size)
              .putShort((short) flags)
              .array();
      case ServerMessage.Ack(int option) -> reply(option, TYPE_ACK, 0).array();
      case ServerMessage.Listed(int option, String name) -> listed(option, name);
      case ServerMessage.ExportFacts(int option, long size, int flags) ->
          reply(option, TYPE_INFO, 12)
              .putShort((short) Wire.Item.EXPORT)
              .putLong(size)
              .putShort((short) flags)
              .array();
      case ServerMessage.ExportNamed(int option, String name) -> named(option, name);
      case ServerMessage.BlockSizes(int option, int min, int preferred, int payloadMax) ->
          reply(option, TYPE_INFO, 14)
              .putShort((short) Wire.Item.BLOCK_SIZE)
              .putInt(min)
              .putInt(preferred)
              .putInt(payloadMax)
              .array();
      case ServerMessage.MetaContext(int option, int id, String name) -> {
        byte[] bytes = utf8(name);
        yield reply(option, TYPE_META_CONTEXT, 4 + bytes.length).putInt(id).put(bytes).array();
      }
      case ServerMessage.Refused(int option, ServerMessage.Reason reason, String text) -> {
        byte[] bytes = utf8(text);
        yield reply(option, reason.code(), bytes.length).put(bytes).array();
      }
    };
  }

  private static byte[] listed(int option, String name) {
    byte[] bytes = utf8(name);
    return reply(option, TYPE_SERVER, 4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] named(int option, String name) {
    byte[] bytes = utf8(name);
    return reply(option, TYPE_INFO, 2 + bytes.length)
        .putShort((short) Wire.Item.NAME)
        .put(bytes)
        .array();
  }

  private static ByteBuffer reply(int option, int type, int length) {
    return ByteBuffer.allocate(REPLY_HEADER_BYTES + length)
        .putLong(Wire.OPTION_REPLY_MAGIC)
        .putInt(option)
        .putInt(type)
        .putInt(length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
