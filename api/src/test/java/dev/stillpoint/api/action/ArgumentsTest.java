package dev.stillpoint.api.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.control.request.Tag;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void listsComeInTheOrderOfTheirNumbersWithGapsAllowed() throws ApiFault {
    Arguments arguments =
        arguments(
            Map.of(
                "DiskId.10",
                "c",
                "DiskId.2",
                "b",
                "DiskId.1",
                "a",
                "DiskId.3",
                "",
                "DiskIdX",
                "x"));
    assertThat(arguments.list("DiskId")).containsExactly("a", "b", "c");
  }

  @Test
  void structuresComeInTheOrderOfTheirNumbers() throws ApiFault {
    Arguments arguments =
        arguments(
            Map.of("Disk.2.DiskId", "d-2", "Disk.2.SnapshotId", "s-2", "Disk.10.DiskId", "d-10"));
    assertThat(arguments.structures("Disk").stream().map(d -> d.text("DiskId").orElse("")))
        .containsExactly("d-2", "d-10");
    assertThat(arguments.structures("Disk").get(0).required("SnapshotId")).isEqualTo("s-2");
    refused(
        "MissingParameter",
        "Disk.10.SnapshotId",
        () -> arguments.structures("Disk").get(1).required("SnapshotId"));
  }

  @Test
  void aListInAListOfStructuresIsRead() throws ApiFault {
    Arguments arguments =
        arguments(Map.of("TagFilter.1.TagValues.2", "b", "TagFilter.1.TagKey", "k"));
    assertThat(arguments.structures("TagFilter").get(0).list("TagValues")).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DiskId.0", "DiskId.01", "DiskId.1000000"})
  void refusesNumbersThatNoListHas(String name) {
    refused("InvalidParameter", name, () -> arguments(Map.of(name, "d")).list("DiskId"));
  }

  @Test
  void ignoresNamesThatOnlyLookLikeAList() throws ApiFault {
    assertThat(arguments(Map.of("DiskId.x", "d", "DiskId.", "e")).list("DiskId")).isEmpty();
  }

  @Test
  void tagsAreReadInBothSpellings() throws ApiFault {
    Arguments arguments = arguments(Map.of("Tag.1.Key", "a", "Tag.2.key", "b", "Tag.2.value", "v"));
    assertThat(arguments.tags()).containsExactly(new Tag("a", null), new Tag("b", "v"));
  }

  @Test
  void truthValuesComeInAnyCase() throws ApiFault {
    Arguments arguments =
        arguments(Map.of("A", "true", "B", "True", "C", "FALSE", "D", "yes", "E", ""));
    assertThat(arguments.flag("A")).contains(true);
    assertThat(arguments.flag("B")).contains(true);
    assertThat(arguments.flag("C")).contains(false);
    assertThat(arguments.flag("E")).isEmpty();
    refused("InvalidParameter", "yes", () -> arguments.flag("D"));
  }

  @Test
  void wholeNumbersAreRead() throws ApiFault {
    Arguments arguments =
        arguments(Map.of("A", "7", "B", "99999999999", "C", "1.5", "D", " 1", "E", ""));
    assertThat(arguments.whole("A")).contains(7);
    assertThat(arguments.whole("Absent")).isEmpty();
    assertThat(arguments.wholeOrNull("E")).isNull();
    assertThat(arguments.longOrNull("B")).isEqualTo(99999999999L);
    refused("InvalidParameter", "whole number", () -> arguments.whole("B"));
    refused("InvalidParameter", "whole number", () -> arguments.whole("C"));
    refused("InvalidParameter", "whole number", () -> arguments.longOrNull("D"));
  }

  @Test
  void parametersWithoutAFeatureAreRefusedOnlyWhenTheyAskForSomething() throws ApiFault {
    Arguments arguments =
        arguments(Map.of("Spot", "true", "Plain", "False", "Arn.1.RoleType", "x", "Empty", ""));
    arguments.refuseWithoutFeature("Plain", "Empty", "Absent", "Ar", "Sp.");
    refused("InvalidParameter", "Spot", () -> arguments.refuseWithoutFeature("Spot"));
    refused("InvalidParameter", "Arn.1.RoleType", () -> arguments.refuseWithoutFeature("Arn."));
  }

  @Test
  void listsInJsonTextAreRead() {
    assertThat(JsonTexts.read("[]"))
        .get()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .isEmpty();
    assertThat(JsonTexts.read(" [\"a\", \"b\"] ").orElseThrow()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\"a\"", "{}", "[1]", "[\"a\"", "[\"a\"] x", "[[\"a\"]]", "[null]"})
  void anythingElseInJsonTextIsNoList(String text) {
    assertThat(JsonTexts.read(text)).isEmpty();
  }

  private static Arguments arguments(Map<String, String> parameters) {
    return new Arguments(Parameters.of(parameters));
  }

  private static void refused(String code, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ApiFault.class)
        .hasMessageContaining(words)
        .extracting(fault -> ((ApiFault) fault).code())
        .isEqualTo(code);
  }
}
