package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code Preflight=true} of CreateSnapshotGroup: every reason, and nothing is made. */
class PreflightTest {
  @TempDir Path directory;
  private ApiWorld api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void everyReasonIsToldAndTheCallIsRefusedWithTheFirst() {
    String never = api.disk();
    String[] request = {"DiskId.1", never, "DiskId.2", "d-bp1nobody", "Name", "auto-x"};
    ApiWorld.Answer told = api.call("CreateSnapshotGroup", with(request));
    assertThat(told.outcome()).isEqualTo("200");
    assertThat(told.body().path("Allowed").asBoolean()).isFalse();
    JsonNode objections = told.body().at("/Objections/Objection");
    assertThat(objections.findValuesAsString("Code"))
        .containsExactly(
            "InvalidSnapshotName.Malformed",
            "InvalidDiskId.NotFound",
            "IncorrectDiskStatus.NeverAttached",
            "IncorrectDiskStatus.NeverUsed");
    assertThat(objections.findValuesAsString("DiskId"))
        .containsExactly("", "d-bp1nobody", never, never);
    assertThat(objections.get(0).path("Status").asInt()).isEqualTo(400);
    assertThat(objections.get(0).path("Message").asString()).isNotEmpty();
    assertThat(api.call("CreateSnapshotGroup", request).outcome())
        .isEqualTo("400 " + objections.get(0).path("Code").asString());
  }

  @Test
  void aRequestWithNothingAgainstItIsAllowedAndMakesNothing() {
    String instance = api.instance();
    ApiWorld.Answer told =
        api.call("CreateSnapshotGroup", with("InstanceId", instance, "ClientToken", "t"));
    assertThat(told.body().path("Allowed").asBoolean()).isTrue();
    assertThat(told.body().at("/Objections/Objection")).isEmpty();
    assertThat(told.body().has("SnapshotGroupId")).isFalse();
    assertThat(api.call("DescribeSnapshotGroups").body().at("/SnapshotGroups/SnapshotGroup"))
        .isEmpty();
    assertThat(
            api.call("CreateSnapshotGroup", "InstanceId", instance, "ClientToken", "t").outcome())
        .as("its token was not claimed")
        .isEqualTo("200");
  }

  private static String[] with(String... pairs) {
    String[] all = Arrays.copyOf(pairs, pairs.length + 2);
    all[pairs.length] = "Preflight";
    all[pairs.length + 1] = "true";
    return all;
  }
}
