package dev.stillpoint.nbd.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bytes to {@link ClientOption}.
 *
 * <pre>
 * EXPORT_NAME                name, as long as the data
 * ABORT, LIST, STRUCTURED    nothing
 * INFO, GO                   u32 length, name, u16 count, count x u16 item
 * LIST/SET_META_CONTEXT      u32 length, name, u32 count, count x (u32 length, query)
 * </pre>
 */
public final class OptionDecoder {
  private OptionDecoder() {}

  /** What the text of an option may not be. */
  private static final class BadText extends Exception {
    private static final long serialVersionUID = 1L;

    BadText(String message) {
      super(message);
    }
  }

  /**
   * Decodes an option. Never throws for what a client sent.
   *
   * @param data the option's data, whole
   */
  public static ClientOption decode(int code, byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data);
    try {
      ClientOption option = parse(code, in);
      // Whatever follows a farewell or an unknown option is ignored, as the specification asks.
      boolean exact =
          !(option instanceof ClientOption.Abort || option instanceof ClientOption.Unknown);
      if (exact && in.hasRemaining()) {
        return new ClientOption.Malformed(code, in.remaining() + " bytes too many");
      }
      return option;
    } catch (BufferUnderflowException e) {
      return new ClientOption.Malformed(code, "the data ends too early");
    } catch (BadText e) {
      return new ClientOption.Malformed(code, e.getMessage());
    }
  }

  /** What an option is whose data was not looked at because there is too much of it. */
  public static ClientOption withoutData(int code) {
    return switch (code) {
      // The specification wants whatever follows a farewell to be ignored.
      case Wire.Option.ABORT -> new ClientOption.Abort();
      case Wire.Option.EXPORT_NAME,
          Wire.Option.LIST,
          Wire.Option.INFO,
          Wire.Option.GO,
          Wire.Option.STRUCTURED_REPLY,
          Wire.Option.LIST_META_CONTEXT,
          Wire.Option.SET_META_CONTEXT ->
          new ClientOption.Oversized(code);
      default -> new ClientOption.Unknown(code);
    };
  }

  private static ClientOption parse(int code, ByteBuffer in) throws BadText {
    return switch (code) {
      case Wire.Option.EXPORT_NAME -> new ClientOption.ExportName(text(in, in.remaining()));
      case Wire.Option.ABORT -> new ClientOption.Abort();
      case Wire.Option.LIST -> new ClientOption.ListExports();
      case Wire.Option.INFO -> new ClientOption.Describe(text(in, in.getInt()), items(in));
      case Wire.Option.GO -> new ClientOption.Go(text(in, in.getInt()), items(in));
      case Wire.Option.STRUCTURED_REPLY -> new ClientOption.StructuredReply();
      case Wire.Option.LIST_META_CONTEXT ->
          new ClientOption.ListMetaContext(text(in, in.getInt()), queries(in));
      case Wire.Option.SET_META_CONTEXT ->
          new ClientOption.SetMetaContext(text(in, in.getInt()), queries(in));
      default -> new ClientOption.Unknown(code);
    };
  }

  private static Set<Integer> items(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    Set<Integer> items = new HashSet<>();
    for (int i = 0; i < count; i++) {
      items.add(Short.toUnsignedInt(in.getShort()));
    }
    return items;
  }

  private static List<String> queries(ByteBuffer in) throws BadText {
    long count = Integer.toUnsignedLong(in.getInt());
    List<String> queries = new ArrayList<>();
    // Each takes four bytes at least, so the data's length bounds them.
    for (long i = 0; i < count; i++) {
      queries.add(text(in, in.getInt()));
    }
    return queries;
  }

  private static String text(ByteBuffer in, int length) throws BadText {
    if (Integer.compareUnsigned(length, Wire.STRING_BYTES_MAX) > 0) {
      throw new BadText(
          "a string of "
              + Integer.toUnsignedString(length)
              + " bytes, allowed are "
              + Wire.STRING_BYTES_MAX);
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new BadText("a string with a zero byte");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new BadText("a string that is not UTF-8");
    }
  }
}
