package dev.stillpoint.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.control.foundation.Limit;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.recovery.AfterPowerCut;
import dev.stillpoint.engine.pool.ScrubPlan;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  @TempDir private Path directory;

  @Test
  void withoutAnythingTheDefaultsHold() throws CannotStart {
    assertThat(new ConfigReader().read()).isEqualTo(Config.defaults(Path.of("data")));
  }

  @Test
  void everyNameIsUnderstood() throws CannotStart, IOException {
    Path file = directory.resolve("stillpoint.conf");
    Files.writeString(
        file,
        """
        # a comment
        data = /srv/stillpoint
        api = 127.0.0.2:0
        nbd = [::1]:10809
        nbd.socket = /run/nbd.sock
        pool.size = 20 GiB
        write-cache = off
        after-power-cut = serve
        memory = 2 GiB
        cache.size = 64MiB
        history = 90m
        region = cn-test
        zones = cn-test-a, cn-test-b
        group.disks.max = 128
        group.size.gib.max = 262144
        disk.snapshots.max = 7
        disk.snapshots.creating.max = 1
        undo.keep.days = 30
        scrub.every.days = 7
        scrub.rate.max = 100MiB
        """);
    Config config = new ConfigReader().file(file).read();
    assertThat(config.data()).isEqualTo(Path.of("/srv/stillpoint"));
    assertThat(config.api()).isEqualTo(new HostPort("127.0.0.2", 0));
    assertThat(config.nbdTcp()).isEqualTo(Optional.of(new HostPort("::1", 10809)));
    assertThat(config.nbdSocket()).isEqualTo(Path.of("/run/nbd.sock"));
    assertThat(config.pool())
        .isEqualTo(
            new Config.PoolConfig(
                OptionalLong.of(20L << 30),
                false,
                OptionalLong.of(64 << 20),
                false,
                new ScrubPlan(Duration.ofDays(7), 100 << 20),
                AfterPowerCut.SERVE,
                Duration.ofMinutes(90)));
    assertThat(config.memory().totalBytes()).isEqualTo(2L << 30);
    assertThat(config.region().id()).isEqualTo("cn-test");
    assertThat(config.region().zones()).containsExactly("cn-test-a", "cn-test-b");
    assertThat(config.limits())
        .isEqualTo(
            Limits.LARGE_GROUPS
                .with(Limit.MANUAL_SNAPSHOTS, 7)
                .with(Limit.UNFINISHED_SNAPSHOTS, 1)
                .with(Limit.UNDO_DAYS, 30));
  }

  @Test
  void thePastIsOffOrAMinuteToThirtyDaysLong() throws CannotStart {
    assertThat(new ConfigReader().read().pool().history()).isZero();
    assertThat(history("off")).isZero();
    assertThat(history("1m")).isEqualTo(Duration.ofMinutes(1));
    assertThat(history("1 h")).isEqualTo(Duration.ofHours(1));
    assertThat(history("30d")).isEqualTo(Duration.ofDays(30));
    for (String wrong : new String[] {"on", "0m", "31d", "60", "1w", "", "-1h", "1.5h"}) {
      assertThatThrownBy(() -> history(wrong))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("history must be");
    }
  }

  private static Duration history(String text) throws CannotStart {
    return new ConfigReader().flag("history", text).read().pool().history();
  }

  @Test
  void largeGroupsAreTheNewerPagesNumbersAndASingleLimitWinsOverThem()
      throws CannotStart, IOException {
    Path file = Files.writeString(directory.resolve("c"), "limits = large-groups\ntags.max = 5\n");
    Limits large = new ConfigReader().file(file).read().limits();
    assertThat(large.groupDisksMax()).isEqualTo(128);
    assertThat(large.groupGibMax()).isEqualTo(256 * 1024);
    assertThat(large.tagsMax()).isEqualTo(5);
    Files.writeString(file, "limits = large-groups\ngroup.disks.max = 20\n");
    assertThat(new ConfigReader().file(file).read().limits().groupDisksMax()).isEqualTo(20);
    Files.writeString(file, "limits = huge\n");
    assertThatThrownBy(() -> new ConfigReader().file(file).read())
        .hasMessageContaining("limits must be standard or large-groups");
  }

  @Test
  void aFlagWinsOverTheFile() throws CannotStart, IOException {
    Path file = Files.writeString(directory.resolve("c"), "api = 127.0.0.1:1\ndata = a\n");
    Config config =
        new ConfigReader().flag("api", "127.0.0.1:2").file(file).flag("data", null).read();
    assertThat(config.api().port()).isEqualTo(2);
    assertThat(config.data()).isEqualTo(Path.of("a"));
    assertThat(config.nbdSocket()).isEqualTo(Path.of("a/nbd.sock"));
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() throws IOException {
    Path file = Files.writeString(directory.resolve("c"), "pool.sise = 1GiB\n");
    assertThatThrownBy(() -> new ConfigReader().file(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("\"pool.sise\"")
        .hasMessageContaining("pool.size");
  }

  @Test
  void aMissingFileIsToldByName() {
    assertThatThrownBy(() -> new ConfigReader().file(directory.resolve("none")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("none");
  }

  @ParameterizedTest
  @CsvSource({
    "api, 7080",
    "api, :7080",
    "api, host:",
    "api, host:70000",
    "api, ::1:70",
    "api, h:-1",
    "pool.size, 20GB",
    "pool.size, -1",
    "pool.size, 9999999999TiB",
    "pool.size, ''",
    "write-cache, yes",
    "after-power-cut, wait",
    "group.disks.max, 0",
    "group.disks.max, 129",
    "group.disks.max, x",
    "disk.snapshots.creating.max, 65",
    "undo.keep.days, 0",
    "scrub.every.days, 0",
    "scrub.every.days, never",
    "scrub.rate.max, 1",
    "region, elsewhere"
  })
  void aBadValueIsRefusedWithASentence(String name, String value) {
    assertThatThrownBy(() -> new ConfigReader().flag(name, value).read())
        .isInstanceOf(CannotStart.class)
        .hasMessageEndingWith(".");
  }

  @Test
  void onlyLoopbackAddressesMayListenWithoutTls() throws CannotStart {
    assertThat(new HostPort("127.0.0.1", 1).loopback("x").isLoopbackAddress()).isTrue();
    assertThat(new HostPort("::1", 1).loopback("x").isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> new HostPort("0.0.0.0", 1).loopback("The API address"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("no TLS yet");
  }
}
