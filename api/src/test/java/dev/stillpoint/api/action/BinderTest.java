package dev.stillpoint.api.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.render.Format;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.control.contract.AsSent;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.contract.Required;
import dev.stillpoint.control.contract.Wire;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From arguments to a contract, and from an answer's record to its members. */
class BinderTest {
  record Everything(
      @Required String keyId,
      String name,
      Integer days,
      boolean all,
      List<String> diskId,
      List<Tag> tags,
      @Inline Paging paging) {}

  record Odd(@AsSent String comments, @Wire("ResourceId") List<String> ids, List<Part> parts) {}

  record Part(String name, List<String> values) {}

  record Unreadable(Thread thread) {}

  /** Pairs between ampersands. */
  private static Arguments sent(String pairs) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : pairs.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return new Arguments(Parameters.of(parameters));
  }

  @Test
  void eachComponentIsReadByItsNameAndType() throws Exception {
    assertThat(
            new Binder<>(Everything.class)
                .bind(
                    sent(
                        "KeyId=k&Name=n&Days=7&All=True&DiskId.2=b&DiskId.1=a&Tag.1.Key=t"
                            + "&PageSize=5&NextToken=x")))
        .isEqualTo(
            new Everything(
                "k",
                "n",
                7,
                true,
                List.of("a", "b"),
                List.of(new Tag("t", null)),
                new Paging(null, 5, null, "x")));
  }

  @Test
  void whatWasNotSentIsNullFalseOrEmpty() throws Exception {
    assertThat(new Binder<>(Everything.class).bind(sent("KeyId=k&Name=&Days=")))
        .isEqualTo(
            new Everything(
                "k", null, null, false, List.of(), List.of(), new Paging(null, null, null, null)));
  }

  @Test
  void whatDiffersIsSaidByAnnotationsAndPartsAreReadAsTheirHolderIs() throws Exception {
    assertThat(
            new Binder<>(Odd.class)
                .bind(
                    sent(
                        "Comments=&ResourceId.1=a&Parts.2.Name=second&Parts.1.Values.1=x"
                            + "&Parts.1.Values.2=y")))
        .isEqualTo(
            new Odd(
                "",
                List.of("a"),
                List.of(new Part(null, List.of("x", "y")), new Part("second", List.of()))));
  }

  @Test
  void theFirstComponentThatCannotBeReadIsToldOfByItsNameOnTheWire() {
    Binder<Everything> binder = new Binder<>(Everything.class);
    assertThatThrownBy(() -> binder.bind(sent("Days=x"))).hasMessageContaining(" KeyId ");
    assertThatThrownBy(() -> binder.bind(sent("KeyId=k&All=x&Days=x")))
        .hasMessageContaining(" Days ");
  }

  @Test
  void everyNameIsAskedForWhetherItWasSentOrNot() throws Exception {
    List<String> asked = new ArrayList<>();
    new Binder<>(Everything.class).bind(sent("KeyId=k").watchedBy((name, _) -> asked.add(name)));
    assertThat(asked)
        .contains(
            "KeyId",
            "Name",
            "Days",
            "All",
            "DiskId.",
            "Tag.",
            "PageNumber",
            "PageSize",
            "MaxResults",
            "NextToken");
  }

  @Test
  void aComponentThatNobodyCanReadOrShowFailsAtTheStart() {
    assertThatThrownBy(() -> new Binder<>(Unreadable.class)).hasMessageContaining("thread");
    assertThatThrownBy(() -> new AnswerWriter(Unreadable.class)).hasMessageContaining("thread");
  }

  record Shown(
      String id,
      @Inline Times times,
      Times inner,
      long count,
      String absent,
      @Each("Tag") List<Tag> tags,
      @Each("Line") List<Line> lines) {}

  record Times(Instant creationTime, Instant deletionTime) {}

  record Line(int number) {}

  @Test
  void anAnswerHasItsMembersInTheirOrderAndNoneThatIsNotThere() {
    Times times = new Times(Instant.parse("2026-01-02T03:04:05.678Z"), null);
    Fields fields =
        new AnswerWriter(Shown.class)
            .write(
                new Fields(),
                new Shown(
                    "i",
                    times,
                    times,
                    3,
                    null,
                    List.of(new Tag("k", null)),
                    List.of(new Line(1), new Line(2))));
    String shown = "\"CreationTime\":\"2026-01-02T03:04:05Z\",\"DeletionTime\":\"\"";
    assertThat(new String(Format.JSON.write("Answer", fields.build()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"Id\":\"i\","
                + shown
                + ",\"Inner\":{"
                + shown
                + "},\"Count\":3,\"Tags\":{\"Tag\":[{\"TagKey\":\"k\",\"TagValue\":\"\"}]},"
                + "\"Lines\":{\"Line\":[{\"Number\":1},{\"Number\":2}]}}");
  }
}
