package dev.stillpoint.control.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.port.IoLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published formulas. */
class DiskPerformanceTest {
  @ParameterizedTest
  @CsvSource({
    "cloud, '', 20, 500, 40",
    "cloud_efficiency, '', 20, 1960, 103",
    "cloud_efficiency, '', 32768, 5000, 140",
    "cloud_ssd, '', 20, 2400, 130",
    "cloud_ssd, '', 2000, 25000, 300",
    "cloud_essd, PL0, 40, 2280, 110",
    "cloud_essd, PL0, 2000, 10000, 180",
    "cloud_essd, PL1, 40, 3800, 140",
    "cloud_essd, PL1, 100, 6800, 170",
    "cloud_essd, '', 100, 6800, 170",
    "cloud_essd, PL1, 2000, 50000, 350",
    "cloud_essd, PL2, 461, 24850, 350",
    "cloud_essd, PL2, 4000, 100000, 750",
    "cloud_essd, PL3, 1261, 64850, 750",
    "cloud_essd, PL3, 65536, 1000000, 4000",
    "cloud_essd_entry, '', 100, 2600, 115",
    "cloud_essd_entry, '', 2000, 6000, 150",
    "cloud_auto, '', 1, 3000, 125",
    "cloud_auto, '', 40, 3800, 140",
    "cloud_regional_disk_auto, '', 40, 3800, 140"
  })
  void readsAndWritesShareOneLine(String category, String level, long gib, long iops, long mib) {
    IoLimits limits =
        DiskPerformance.of(DiskCategory.of(category).orElseThrow(), level, gib, 0, false);
    assertThat(limits.shared()).isTrue();
    assertThat(limits.readIops()).isEqualTo(iops);
    assertThat(limits.readBytes() >> 20).isEqualTo(mib);
  }

  @Test
  void whatIsProvisionedComesOnTop() {
    IoLimits limits = DiskPerformance.of(DiskCategory.CLOUD_AUTO, "", 40, 6400, false);
    assertThat(limits.readIops()).isEqualTo(3800 + 6400);
    assertThat(limits.writeBytes() >> 20).isEqualTo(140 + 100);
  }

  @Test
  void aBurstHasBoundsOfItsOwn() {
    IoLimits small = DiskPerformance.of(DiskCategory.CLOUD_AUTO, "", 4, 0, true);
    assertThat(small.readIops()).isEqualTo(4000);
    IoLimits large = DiskPerformance.of(DiskCategory.CLOUD_AUTO, "", 4000, 50_000, true);
    assertThat(large.readIops()).isEqualTo(1_000_000);
    assertThat(large.readBytes() >> 20).isEqualTo(4096);
  }

  @Test
  void ephemeralDisksReadFasterThanTheyWrite() {
    IoLimits standard =
        DiskPerformance.of(DiskCategory.ELASTIC_EPHEMERAL_DISK_STANDARD, "", 100, 0, false);
    assertThat(standard.shared()).isFalse();
    assertThat(standard.readIops()).isEqualTo(10_000);
    assertThat(standard.writeIops()).isEqualTo(2000);
    assertThat(standard.readBytes() >> 20).isEqualTo(80);
    assertThat(standard.writeBytes() >> 20).isEqualTo(40);
    IoLimits premium =
        DiskPerformance.of(DiskCategory.ELASTIC_EPHEMERAL_DISK_PREMIUM, "", 8192, 0, false);
    assertThat(premium.readIops()).isEqualTo(1_000_000);
    assertThat(premium.writeIops()).isEqualTo(500_000);
    assertThat(premium.readBytes() >> 20).isEqualTo(4096);
    assertThat(premium.writeBytes() >> 20).isEqualTo(2048);
  }
}
