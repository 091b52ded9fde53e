package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Well-signed calls with arguments that nobody sends who means well. */
class HostileCallsTest {
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
  void moreDisksThanAnyLimitAreRefusedBeforeOneIsLookedUp() {
    List<String> pairs = new ArrayList<>();
    for (int i = 1; i <= 900; i++) {
      pairs.addAll(List.of("DiskId." + i, "d-" + i));
    }
    assertThat(api.call("CreateSnapshotGroup", pairs.toArray(String[]::new)).outcome())
        .isEqualTo("403 NumberExceed.TooManyDisks");
  }

  @Test
  void aListThatNestsDeeplyIsNoList() {
    for (String text :
        List.of("[".repeat(60_000), "[[\"d-1\"]]", "{\"a\":".repeat(10_000), "[1]")) {
      assertThat(api.call("DescribeDisks", "DiskIds", text).status()).isBetween(400, 499);
      assertThat(api.call("DescribeSnapshots", "SnapshotIds", text).status()).isBetween(400, 499);
    }
  }

  @Test
  void longTextsAreRefusedByTheirRulesAndEchoedCut() {
    String instance = api.instance();
    String longest = "a".repeat(65_536);
    for (String name : List.of("Name", "Description", "ClientToken", "StorageLocationArn")) {
      ApiWorld.Answer answer =
          api.call("CreateSnapshotGroup", "InstanceId", instance, name, longest);
      assertThat(answer.status()).as(name).isBetween(400, 499);
      assertThat(answer.text("/Message").length()).as(name).isLessThan(1000);
    }
    assertThat(api.call("CreateSnapshotGroup", "InstanceId", longest).outcome())
        .isEqualTo("404 InvalidInstanceId.NotFound");
  }

  @Test
  void numbersOutOfEveryRangeAreRefused() {
    String instance = api.instance();
    for (String days : List.of("99999999999999999999", "-1", "1e3", "NaN", "0")) {
      assertThat(
              api.call(
                      "CreateSnapshotGroup",
                      "InstanceId",
                      instance,
                      "InstantAccess",
                      "true",
                      "InstantAccessRetentionDays",
                      days)
                  .outcome())
          .as(days)
          .isEqualTo("400 InvalidRetentionDays.Malformed");
    }
    assertThat(api.call("CreateSnapshotGroup", "DiskId.0", "d-1").status()).isEqualTo(400);
    assertThat(api.call("CreateSnapshotGroup", "DiskId.9999999", "d-1").status()).isEqualTo(400);
  }
}
