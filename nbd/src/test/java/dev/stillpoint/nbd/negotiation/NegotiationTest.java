package dev.stillpoint.nbd.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.negotiation.Admission.Verdict;
import dev.stillpoint.nbd.negotiation.Transitions.Kind;
import dev.stillpoint.nbd.negotiation.Transitions.Rule;
import dev.stillpoint.nbd.negotiation.Transitions.State;
import dev.stillpoint.nbd.wire.ClientOption;
import dev.stillpoint.nbd.wire.ServerMessage;
import dev.stillpoint.nbd.wire.ServerMessage.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final int FIXED = 1;
  private static final int NO_ZEROES = 2;
  // HAS_FLAGS, SEND_FLUSH, SEND_FUA, SEND_TRIM, SEND_WRITE_ZEROES, CAN_MULTI_CONN.
  private static final int DISK_FLAGS = 0x16d;
  private static final int SEND_DF = 0x80;
  // HAS_FLAGS, READ_ONLY, SEND_FLUSH, CAN_MULTI_CONN.
  private static final int IMAGE_FLAGS = 0x107;

  /** One disk, {@code d}, and one image, {@code s}, that is not listed. */
  private static final class TwoExports implements Admission {
    final List<String> entered = new ArrayList<>();

    @Override
    public List<String> names() {
      return List.of("d");
    }

    @Override
    public Optional<Verdict.Denied> missing(String name) {
      return switch (name) {
        case "d", "s" -> Optional.empty();
        case "barred" -> Optional.of(new Verdict.Denied(Reason.POLICY, "it is stale"));
        default -> Optional.of(new Verdict.Denied(Reason.UNKNOWN, "no"));
      };
    }

    @Override
    public Verdict describe(String name) {
      return missing(name)
          .<Verdict>map(denied -> denied)
          .orElseGet(() -> new Verdict.Admitted("canonical-" + name, 4096, name.equals("s")));
    }

    @Override
    public Verdict enter(String name) {
      entered.add(name);
      return describe(name);
    }
  }

  private final TwoExports exports = new TwoExports();
  private final Negotiation negotiation = new Negotiation(exports);

  private static ServerMessage.Refused refusal(Step step) {
    assertThat(step).isInstanceOf(Step.Continue.class);
    return (ServerMessage.Refused) step.messages().getLast();
  }

  @Test
  void whyANameIsClosedIsToldWhateverIsAskedOfIt() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    for (ClientOption asked :
        List.of(
            new ClientOption.Go("barred", Set.of()),
            new ClientOption.Describe("barred", Set.of()),
            new ClientOption.SetMetaContext("barred", List.of()),
            new ClientOption.ListMetaContext("barred", List.of()))) {
      ServerMessage.Refused refused = refusal(negotiation.handle(asked));
      assertThat(refused.reason()).as("%s", asked).isEqualTo(Reason.POLICY);
      assertThat(refused.message()).isEqualTo("it is stale");
    }
  }

  @Test
  void goTellsFactsThenTransmits() {
    negotiation.begin(FIXED | NO_ZEROES);
    Step step = negotiation.handle(new ClientOption.Go("d", Set.of(3, 1, 9)));
    assertThat(step.messages())
        .containsExactly(
            new ServerMessage.ExportFacts(7, 4096, DISK_FLAGS),
            new ServerMessage.ExportNamed(7, "canonical-d"),
            new ServerMessage.BlockSizes(7, 1, 4096, 32 << 20),
            new ServerMessage.Ack(7));
    assertThat(((Step.Transmit) step).agreed()).isEqualTo(new Agreed(4096, false, false, false));
    assertThat(exports.entered).containsExactly("d");
  }

  @Test
  void infoTellsTheSameAndStays() {
    negotiation.begin(FIXED);
    Step step = negotiation.handle(new ClientOption.Describe("s", Set.of()));
    assertThat(step).isInstanceOf(Step.Continue.class);
    assertThat(step.messages())
        .containsExactly(
            new ServerMessage.ExportFacts(6, 4096, IMAGE_FLAGS), new ServerMessage.Ack(6));
    assertThat(exports.entered).isEmpty();
  }

  @Test
  void exportNameIsPaddedUnlessAskedNot() {
    negotiation.begin(FIXED);
    assertThat(negotiation.handle(new ClientOption.ExportName("d")).messages())
        .containsExactly(new ServerMessage.ExportOpened(4096, DISK_FLAGS, true));
    Negotiation other = new Negotiation(exports);
    other.begin(FIXED | NO_ZEROES);
    assertThat(other.handle(new ClientOption.ExportName("d")).messages())
        .containsExactly(new ServerMessage.ExportOpened(4096, DISK_FLAGS, false));
  }

  @Test
  void exportNameOfNothingHangsUp() {
    negotiation.begin(FIXED);
    assertThat(negotiation.handle(new ClientOption.ExportName("x")))
        .isEqualTo(new Step.Leave(List.of()));
  }

  @Test
  void goForNothingIsRefusedAndMayBeTriedAgain() {
    negotiation.begin(FIXED);
    assertThat(refusal(negotiation.handle(new ClientOption.Go("x", Set.of()))).reason())
        .isEqualTo(Reason.UNKNOWN);
    assertThat(negotiation.handle(new ClientOption.Go("d", Set.of())))
        .isInstanceOf(Step.Transmit.class);
  }

  @Test
  void listNamesWhatTheDirectoryLists() {
    negotiation.begin(FIXED);
    assertThat(negotiation.handle(new ClientOption.ListExports()).messages())
        .containsExactly(new ServerMessage.Listed(3, "d"), new ServerMessage.Ack(3));
  }

  @Test
  void structuredRepliesBringDontFragment() {
    negotiation.begin(FIXED);
    assertThat(negotiation.handle(new ClientOption.StructuredReply()).messages())
        .containsExactly(new ServerMessage.Ack(8));
    Step step = negotiation.handle(new ClientOption.Go("d", Set.of()));
    assertThat(step.messages())
        .contains(new ServerMessage.ExportFacts(7, 4096, DISK_FLAGS | SEND_DF));
    assertThat(((Step.Transmit) step).agreed()).isEqualTo(new Agreed(4096, false, true, false));
  }

  @Test
  void metaContextsNeedStructuredReplies() {
    negotiation.begin(FIXED);
    assertThat(
            refusal(negotiation.handle(new ClientOption.SetMetaContext("d", List.of()))).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(
            refusal(negotiation.handle(new ClientOption.ListMetaContext("d", List.of()))).reason())
        .isEqualTo(Reason.INVALID);
  }

  @Test
  void theAllocationContextIsListedByNameByNamespaceAndUnasked() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    for (List<String> queries :
        List.of(List.<String>of(), List.of("base:"), List.of("base:allocation", "qemu:"))) {
      assertThat(negotiation.handle(new ClientOption.ListMetaContext("d", queries)).messages())
          .containsExactly(
              new ServerMessage.MetaContext(9, 0, "base:allocation"), new ServerMessage.Ack(9));
    }
    assertThat(
            negotiation.handle(new ClientOption.ListMetaContext("d", List.of("qemu:"))).messages())
        .containsExactly(new ServerMessage.Ack(9));
  }

  @Test
  void aSelectedContextHoldsForItsExportOnly() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    assertThat(
            negotiation
                .handle(new ClientOption.SetMetaContext("d", List.of("base:allocation", "x:y")))
                .messages())
        .containsExactly(
            new ServerMessage.MetaContext(10, 1, "base:allocation"), new ServerMessage.Ack(10));
    Step other = negotiation.handle(new ClientOption.Go("s", Set.of()));
    assertThat(((Step.Transmit) other).agreed().allocation()).isFalse();
  }

  @Test
  void aSelectedContextIsAgreed() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    negotiation.handle(new ClientOption.SetMetaContext("d", List.of("base:allocation")));
    Step step = negotiation.handle(new ClientOption.Go("d", Set.of()));
    assertThat(((Step.Transmit) step).agreed()).isEqualTo(new Agreed(4096, false, true, true));
  }

  @Test
  void aNewSelectionForgetsTheOldOneEvenIfItFails() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    negotiation.handle(new ClientOption.SetMetaContext("d", List.of("base:allocation")));
    assertThat(
            refusal(negotiation.handle(new ClientOption.SetMetaContext("x", List.of()))).reason())
        .isEqualTo(Reason.UNKNOWN);
    Step step = negotiation.handle(new ClientOption.Go("d", Set.of()));
    assertThat(((Step.Transmit) step).agreed().allocation()).isFalse();
  }

  @Test
  void theWildcardSelectsNothing() {
    negotiation.begin(FIXED);
    negotiation.handle(new ClientOption.StructuredReply());
    assertThat(
            negotiation.handle(new ClientOption.SetMetaContext("d", List.of("base:"))).messages())
        .containsExactly(new ServerMessage.Ack(10));
  }

  @Test
  void unknownOptionsAreUnsupportedAndMalformedOnesInvalid() {
    negotiation.begin(FIXED);
    assertThat(refusal(negotiation.handle(new ClientOption.Unknown(5))).reason())
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(refusal(negotiation.handle(new ClientOption.Malformed(7, "bad"))))
        .isEqualTo(new ServerMessage.Refused(7, Reason.INVALID, "bad"));
    assertThat(negotiation.handle(new ClientOption.Malformed(1, "bad")))
        .isInstanceOf(Step.Leave.class);
  }

  @Test
  void abortIsAcknowledged() {
    negotiation.begin(FIXED);
    assertThat(negotiation.handle(new ClientOption.Abort()))
        .isEqualTo(new Step.Leave(List.of(new ServerMessage.Ack(2))));
  }

  @Test
  void flagsThatWereNotOfferedEndTheConnection() {
    assertThat(negotiation.begin(4)).isInstanceOf(Step.Leave.class);
  }

  @Test
  void aClientOfTheOldKindMayOnlyNameAnExport() {
    negotiation.begin(0);
    assertThat(negotiation.handle(new ClientOption.ListExports())).isInstanceOf(Step.Leave.class);
    assertThat(negotiation.handle(new ClientOption.ExportName("d")))
        .isInstanceOf(Step.Transmit.class);
  }

  @Test
  void aSelectionThatFailsForgetsTheOneBefore() {
    for (ClientOption failing :
        List.of(new ClientOption.Malformed(10, "bad"), new ClientOption.Oversized(10))) {
      Negotiation selected = brought(State.SELECTED);
      selected.handle(failing);
      Step step = selected.handle(new ClientOption.Go("d", Set.of()));
      assertThat(((Step.Transmit) step).agreed().allocation()).isFalse();
      assertThat(((Step.Transmit) step).agreed().structured()).isTrue();
    }
  }

  @Test
  void anOptionWithTooMuchDataIsRefusedAsTooBigAndANameAloneHangsUp() {
    negotiation.begin(FIXED);
    assertThat(refusal(negotiation.handle(new ClientOption.Oversized(7))).reason())
        .isEqualTo(Reason.TOO_BIG);
    assertThat(negotiation.handle(new ClientOption.Oversized(1)))
        .isEqualTo(new Step.Leave(List.of()));
  }

  @Test
  void everyCellOfTheTableLeadsWhereItSays() {
    Map<Kind, ClientOption> options = new EnumMap<>(Kind.class);
    options.put(Kind.EXPORT_NAME, new ClientOption.ExportName("d"));
    options.put(Kind.ABORT, new ClientOption.Abort());
    options.put(Kind.LIST, new ClientOption.ListExports());
    options.put(Kind.INFO, new ClientOption.Describe("d", Set.of()));
    options.put(Kind.GO, new ClientOption.Go("d", Set.of()));
    options.put(Kind.STRUCTURED_REPLY, new ClientOption.StructuredReply());
    options.put(Kind.LIST_META_CONTEXT, new ClientOption.ListMetaContext("d", List.of()));
    options.put(Kind.SET_META_CONTEXT, new ClientOption.SetMetaContext("d", List.of()));
    options.put(Kind.UNKNOWN, new ClientOption.Unknown(99));
    options.put(Kind.MALFORMED, new ClientOption.Malformed(7, "bad"));
    options.put(Kind.OVERSIZED, new ClientOption.Oversized(7));
    for (State state : State.values()) {
      for (Kind kind : Kind.values()) {
        Step step = brought(state).handle(options.get(kind));
        assertThat(Kind.of(options.get(kind))).isEqualTo(kind);
        assertThat(step)
            .as("%s in %s", kind, state)
            .isInstanceOf(expected(Transitions.rule(state, kind)));
      }
    }
  }

  private static Class<? extends Step> expected(Rule rule) {
    return switch (rule) {
      case ENTER, GO -> Step.Transmit.class;
      case GOODBYE, HANG_UP -> Step.Leave.class;
      case LIST, DESCRIBE, AGREE, CONTEXTS, SELECT, UNSUPPORTED, INVALID, TOO_BIG ->
          Step.Continue.class;
    };
  }

  private Negotiation brought(State state) {
    Negotiation fresh = new Negotiation(exports);
    fresh.begin(state == State.OLD ? 0 : FIXED);
    if (state == State.STRUCTURED || state == State.SELECTED) {
      fresh.handle(new ClientOption.StructuredReply());
    }
    if (state == State.SELECTED) {
      fresh.handle(new ClientOption.SetMetaContext("d", List.of("base:allocation")));
    }
    return fresh;
  }
}
