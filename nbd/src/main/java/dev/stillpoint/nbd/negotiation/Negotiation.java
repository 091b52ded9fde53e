package dev.stillpoint.nbd.negotiation;

import dev.stillpoint.nbd.negotiation.Admission.Verdict;
import dev.stillpoint.nbd.negotiation.Transitions.Kind;
import dev.stillpoint.nbd.negotiation.Transitions.State;
import dev.stillpoint.nbd.wire.ClientOption;
import dev.stillpoint.nbd.wire.ServerMessage;
import dev.stillpoint.nbd.wire.ServerMessage.Reason;
import dev.stillpoint.nbd.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One connection's negotiation. Give it the client's flags once, then each option; it answers what
 * to say and how to go on. For one thread.
 */
public final class Negotiation {
  private static final String BASE_NAMESPACE = "base:";

  private final Admission admission;
  private State state = State.OLD;
  private boolean padded = true;
  private Optional<String> selectedFor = Optional.empty();

  /** Begins one for a connection that just came. */
  public Negotiation(Admission admission) {
    this.admission = admission;
  }

  /** Takes the client's flags. */
  public Step begin(int clientFlags) {
    int known = Wire.FLAG_FIXED_NEWSTYLE | Wire.FLAG_NO_ZEROES;
    if ((clientFlags & ~known) != 0) {
      return new Step.Leave(List.of());
    }
    state = (clientFlags & Wire.FLAG_FIXED_NEWSTYLE) != 0 ? State.PLAIN : State.OLD;
    padded = (clientFlags & Wire.FLAG_NO_ZEROES) == 0;
    return new Step.Continue(List.of());
  }

  /** Takes an option. */
  public Step handle(ClientOption option) {
    if (option.code() == Wire.Option.SET_META_CONTEXT && state == State.SELECTED) {
      // Whatever was selected before is forgotten, also when this fails.
      state = State.STRUCTURED;
      selectedFor = Optional.empty();
    }
    return switch (Transitions.rule(state, Kind.of(option))) {
      case ENTER -> enter(option);
      case GOODBYE -> new Step.Leave(List.of(new ServerMessage.Ack(option.code())));
      case LIST -> list(option);
      case DESCRIBE, GO -> describeOrGo(option);
      case AGREE -> {
        state = state == State.PLAIN ? State.STRUCTURED : state;
        yield new Step.Continue(new ServerMessage.Ack(option.code()));
      }
      case CONTEXTS, SELECT -> contexts(option);
      case UNSUPPORTED ->
          refuse(option, Reason.UNSUPPORTED, "option " + option.code() + " is not known here");
      case INVALID -> invalid(option);
      case TOO_BIG -> tooBig(option);
      case HANG_UP -> new Step.Leave(List.of());
    };
  }

  private Step enter(ClientOption option) {
    String name = ((ClientOption.ExportName) option).name();
    return switch (admission.enter(name)) {
      // The one option whose refusal cannot be told.
      case Verdict.Denied _ -> new Step.Leave(List.of());
      case Verdict.Admitted admitted -> {
        Agreed agreed = agreed(name, admitted);
        yield new Step.Transmit(
            List.of(
                new ServerMessage.ExportOpened(
                    agreed.sizeBytes(), transmissionFlags(agreed), padded)),
            agreed);
      }
    };
  }

  private Step list(ClientOption option) {
    List<ServerMessage> messages = new ArrayList<>();
    for (String name : admission.names()) {
      messages.add(new ServerMessage.Listed(option.code(), name));
    }
    messages.add(new ServerMessage.Ack(option.code()));
    return new Step.Continue(messages);
  }

  private Step describeOrGo(ClientOption option) {
    if (option instanceof ClientOption.Go(String name, Set<Integer> items)) {
      return facts(option, name, items, admission.enter(name));
    }
    ClientOption.Describe info = (ClientOption.Describe) option;
    return facts(option, info.name(), info.items(), admission.describe(info.name()));
  }

  private Step facts(ClientOption option, String name, Set<Integer> items, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Denied denied -> refuse(option, denied);
      case Verdict.Admitted admitted -> {
        int code = option.code();
        Agreed agreed = agreed(name, admitted);
        List<ServerMessage> messages = new ArrayList<>();
        messages.add(
            new ServerMessage.ExportFacts(code, agreed.sizeBytes(), transmissionFlags(agreed)));
        if (items.contains(Wire.Item.NAME)) {
          messages.add(new ServerMessage.ExportNamed(code, admitted.canonicalName()));
        }
        if (items.contains(Wire.Item.BLOCK_SIZE)) {
          messages.add(
              new ServerMessage.BlockSizes(
                  code, Wire.BLOCK_BYTES_MIN, Wire.BLOCK_BYTES_PREFERRED, Wire.PAYLOAD_BYTES_MAX));
        }
        messages.add(new ServerMessage.Ack(code));
        yield option instanceof ClientOption.Go
            ? new Step.Transmit(messages, agreed)
            : new Step.Continue(messages);
      }
    };
  }

  private Step contexts(ClientOption option) {
    if (option instanceof ClientOption.SetMetaContext(String name, List<String> queries)) {
      Optional<Verdict.Denied> missing = admission.missing(name);
      if (missing.isPresent()) {
        return refuse(option, missing.get());
      }
      boolean selected = queries.contains(Wire.BASE_ALLOCATION);
      if (selected) {
        state = State.SELECTED;
        selectedFor = Optional.of(name);
      }
      return contextReply(option, selected, Wire.BASE_ALLOCATION_ID);
    }
    ClientOption.ListMetaContext list = (ClientOption.ListMetaContext) option;
    Optional<Verdict.Denied> missing = admission.missing(list.name());
    if (missing.isPresent()) {
      return refuse(option, missing.get());
    }
    boolean asked =
        list.queries().isEmpty()
            || list.queries().contains(BASE_NAMESPACE)
            || list.queries().contains(Wire.BASE_ALLOCATION);
    return contextReply(option, asked, 0);
  }

  private static Step contextReply(ClientOption option, boolean withAllocation, int id) {
    List<ServerMessage> messages = new ArrayList<>();
    if (withAllocation) {
      messages.add(new ServerMessage.MetaContext(option.code(), id, Wire.BASE_ALLOCATION));
    }
    messages.add(new ServerMessage.Ack(option.code()));
    return new Step.Continue(messages);
  }

  private static Step tooBig(ClientOption option) {
    return option.code() == Wire.Option.EXPORT_NAME
        ? new Step.Leave(List.of())
        : refuse(option, Reason.TOO_BIG, "that is more data than an option may have here");
  }

  private static Step invalid(ClientOption option) {
    if (option.code() == Wire.Option.EXPORT_NAME) {
      return new Step.Leave(List.of());
    }
    String why =
        option instanceof ClientOption.Malformed(int _, String reason)
            ? reason
            : "structured replies come first";
    return refuse(option, Reason.INVALID, why);
  }

  private static Step refuse(ClientOption option, Verdict.Denied denied) {
    return refuse(option, denied.reason(), denied.message());
  }

  private static Step refuse(ClientOption option, Reason reason, String message) {
    return new Step.Continue(new ServerMessage.Refused(option.code(), reason, message));
  }

  private Agreed agreed(String name, Verdict.Admitted admitted) {
    return new Agreed(
        admitted.sizeBytes(),
        admitted.readOnly(),
        state == State.STRUCTURED || state == State.SELECTED,
        selectedFor.equals(Optional.of(name)));
  }

  private static int transmissionFlags(Agreed agreed) {
    int flags =
        Wire.Transmission.HAS_FLAGS
            | Wire.Transmission.SEND_FLUSH
            | Wire.Transmission.CAN_MULTI_CONN;
    flags |=
        agreed.readOnly()
            ? Wire.Transmission.READ_ONLY
            : Wire.Transmission.SEND_FUA
                | Wire.Transmission.SEND_TRIM
                | Wire.Transmission.SEND_WRITE_ZEROES;
    return agreed.structured() ? flags | Wire.Transmission.SEND_DF : flags;
  }
}
