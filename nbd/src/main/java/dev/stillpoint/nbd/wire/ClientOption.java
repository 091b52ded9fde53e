package dev.stillpoint.nbd.wire;

import java.util.List;
import java.util.Set;

/** What a client asks for during negotiation. */
public sealed interface ClientOption {
  /** Number on the wire, which every reply repeats. */
  int code();

  /** Begin transmission; there is no way to be told an error. */
  record ExportName(String name) implements ClientOption {
    @Override
    public int code() {
      return Wire.Option.EXPORT_NAME;
    }
  }

  /** Farewell. */
  record Abort() implements ClientOption {
    @Override
    public int code() {
      return Wire.Option.ABORT;
    }
  }

  /** Which exports are there. */
  record ListExports() implements ClientOption {
    @Override
    public int code() {
      return Wire.Option.LIST;
    }
  }

  /**
   * Tell about an export.
   *
   * @param items numbers of what is asked for, see {@link Wire.Item}
   */
  record Describe(String name, Set<Integer> items) implements ClientOption {
    public Describe {
      items = Set.copyOf(items);
    }

    @Override
    public int code() {
      return Wire.Option.INFO;
    }
  }

  /** As {@link Describe}, and begin transmission. */
  record Go(String name, Set<Integer> items) implements ClientOption {
    public Go {
      items = Set.copyOf(items);
    }

    @Override
    public int code() {
      return Wire.Option.GO;
    }
  }

  /** Use structured replies. */
  record StructuredReply() implements ClientOption {
    @Override
    public int code() {
      return Wire.Option.STRUCTURED_REPLY;
    }
  }

  /**
   * Which metadata contexts are there.
   *
   * @param queries names or beginnings of names; empty asks for all
   */
  record ListMetaContext(String name, List<String> queries) implements ClientOption {
    public ListMetaContext {
      queries = List.copyOf(queries);
    }

    @Override
    public int code() {
      return Wire.Option.LIST_META_CONTEXT;
    }
  }

  /** Select metadata contexts for an export. */
  record SetMetaContext(String name, List<String> queries) implements ClientOption {
    public SetMetaContext {
      queries = List.copyOf(queries);
    }

    @Override
    public int code() {
      return Wire.Option.SET_META_CONTEXT;
    }
  }

  /** An option that this server does not know. */
  record Unknown(int code) implements ClientOption {}

  /**
   * An option that this server knows and whose data does not follow the protocol.
   *
   * @param why a sentence for the human at the other end
   */
  record Malformed(int code, String why) implements ClientOption {}

  /** An option that this server knows, with more data than it looks at; that was read over. */
  record Oversized(int code) implements ClientOption {}
}
