package dev.stillpoint.nbd.negotiation;

import dev.stillpoint.nbd.wire.ClientOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * The table of negotiation: which rule applies to an option in a state.
 *
 * <pre>
 *                    OLD        PLAIN        STRUCTURED   SELECTED
 * EXPORT_NAME        enter      enter        enter        enter
 * ABORT              hang up    goodbye      goodbye      goodbye
 * LIST               hang up    list         list         list
 * INFO               hang up    describe     describe     describe
 * GO                 hang up    go           go           go
 * STRUCTURED_REPLY   hang up    agree        agree        agree
 * LIST_META_CONTEXT  hang up    invalid      contexts     contexts
 * SET_META_CONTEXT   hang up    invalid      select       select
 * unknown            hang up    unsupported  unsupported  unsupported
 * malformed          hang up    invalid      invalid      invalid
 * oversized          hang up    too big      too big      too big
 * </pre>
 */
final class Transitions {
  /** How far the negotiation has come. */
  enum State {
    /** The client does not speak fixed newstyle: it may name an export and nothing else. */
    OLD,
    /** Simple replies so far. */
    PLAIN,
    /** Structured replies were agreed. */
    STRUCTURED,
    /** As {@link #STRUCTURED}, and the allocation context was selected for some export. */
    SELECTED
  }

  /** The rows. */
  enum Kind {
    EXPORT_NAME,
    ABORT,
    LIST,
    INFO,
    GO,
    STRUCTURED_REPLY,
    LIST_META_CONTEXT,
    SET_META_CONTEXT,
    UNKNOWN,
    MALFORMED,
    OVERSIZED;

    static Kind of(ClientOption option) {
      return switch (option) {
        case ClientOption.ExportName _ -> EXPORT_NAME;
        case ClientOption.Abort _ -> ABORT;
        case ClientOption.ListExports _ -> LIST;
        case ClientOption.Describe _ -> INFO;
        case ClientOption.Go _ -> GO;
        case ClientOption.StructuredReply _ -> STRUCTURED_REPLY;
        case ClientOption.ListMetaContext _ -> LIST_META_CONTEXT;
        case ClientOption.SetMetaContext _ -> SET_META_CONTEXT;
        case ClientOption.Unknown _ -> UNKNOWN;
        case ClientOption.Malformed _ -> MALFORMED;
        case ClientOption.Oversized _ -> OVERSIZED;
      };
    }
  }

  /** What is done. */
  enum Rule {
    ENTER,
    GOODBYE,
    LIST,
    DESCRIBE,
    GO,
    AGREE,
    CONTEXTS,
    SELECT,
    UNSUPPORTED,
    INVALID,
    TOO_BIG,
    HANG_UP
  }

  private static final Map<Kind, Map<State, Rule>> TABLE = new EnumMap<>(Kind.class);

  static {
    row(Kind.EXPORT_NAME, Rule.ENTER, Rule.ENTER, Rule.ENTER, Rule.ENTER);
    row(Kind.ABORT, Rule.HANG_UP, Rule.GOODBYE, Rule.GOODBYE, Rule.GOODBYE);
    row(Kind.LIST, Rule.HANG_UP, Rule.LIST, Rule.LIST, Rule.LIST);
    row(Kind.INFO, Rule.HANG_UP, Rule.DESCRIBE, Rule.DESCRIBE, Rule.DESCRIBE);
    row(Kind.GO, Rule.HANG_UP, Rule.GO, Rule.GO, Rule.GO);
    row(Kind.STRUCTURED_REPLY, Rule.HANG_UP, Rule.AGREE, Rule.AGREE, Rule.AGREE);
    row(Kind.LIST_META_CONTEXT, Rule.HANG_UP, Rule.INVALID, Rule.CONTEXTS, Rule.CONTEXTS);
    row(Kind.SET_META_CONTEXT, Rule.HANG_UP, Rule.INVALID, Rule.SELECT, Rule.SELECT);
    row(Kind.UNKNOWN, Rule.HANG_UP, Rule.UNSUPPORTED, Rule.UNSUPPORTED, Rule.UNSUPPORTED);
    row(Kind.MALFORMED, Rule.HANG_UP, Rule.INVALID, Rule.INVALID, Rule.INVALID);
    row(Kind.OVERSIZED, Rule.HANG_UP, Rule.TOO_BIG, Rule.TOO_BIG, Rule.TOO_BIG);
  }

  private Transitions() {}

  static Rule rule(State state, Kind kind) {
    return TABLE.get(kind).get(state);
  }

  private static void row(Kind kind, Rule old, Rule plain, Rule structured, Rule selected) {
    Map<State, Rule> row = new EnumMap<>(State.class);
    row.put(State.OLD, old);
    row.put(State.PLAIN, plain);
    row.put(State.STRUCTURED, structured);
    row.put(State.SELECTED, selected);
    TABLE.put(kind, row);
  }
}
