package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fio prints, as it prints it: notes first, then one document. */
class FioReportTest {
  private static final String GOOD =
      """
      note: both iodepth >= 1 and synchronous I/O engine are selected
      {"fio version" : "fio-3.33",
       "jobs" : [{"jobname" : "randwrite", "error" : 0,
         "read" : {"iops" : 0.0}, "write" : {"iops" : 4321.5}}]}
      """;

  @Test
  void theRateOfTheRowsDirectionIsTaken() throws CannotMeasure {
    assertThat(Fio.requestsPerSecond(Fio.report(GOOD, 0), Row.RANDWRITE_QD16)).isEqualTo(4321.5);
  }

  @Test
  void aRateOfNothingIsNoMeasurement() {
    assertThatThrownBy(() -> Fio.requestsPerSecond(Fio.report(GOOD, 0), Row.RANDREAD_QD16))
        .isInstanceOf(CannotMeasure.class)
        .hasMessageContaining("no request");
  }

  @Test
  void oneFailedRequestFailsTheMeasurement() {
    String failed = GOOD.replace("\"error\" : 0", "\"error\" : 5");
    assertThatThrownBy(() -> Fio.report(failed, 0)).hasMessageContaining("error 5");
    assertThatThrownBy(() -> Fio.report(GOOD, 1)).hasMessageContaining("exit code 1");
  }

  @Test
  void wordsInsteadOfAReportArePassedOn() {
    assertThatThrownBy(() -> Fio.report("fio: engine nbd not loadable\n", 1))
        .isInstanceOf(CannotMeasure.class)
        .hasMessageContaining("engine nbd not loadable");
  }

  @Test
  void theRatesOfManyDisksAreAddedAndOneThatFailedFailsAll() throws CannotMeasure {
    String two =
        """
        {"jobs" : [{"error" : 0, "write" : {"iops" : 10.0}}, {"error" : 0, "write" : {"iops" : 5.5}}]}
        """;
    assertThat(Fio.requestsPerSecond(Fio.report(two, 0), Row.RANDWRITE_QD1_FLUSH)).isEqualTo(15.5);
    String failed =
        two.replace("{\"error\" : 0, \"write\" : {\"iops\" : 5.5}}", "{\"error\" : 28}");
    assertThatThrownBy(() -> Fio.report(failed, 0)).hasMessageContaining("error 28");
  }

  @Test
  void coldReadsAskForNoBlockTwiceAndTheDevicesGoPastTheCache() {
    Fio fio = new Fio(Path.of("fio"), Path.of("."));
    List<String> device =
        fio.deviceCommand(
            Path.of("disk.raw"), Row.RANDREAD_QD16, 1 << 30, Duration.ofSeconds(3), 1);
    assertThat(device)
        .contains("--direct=1", "--readonly", "--filename=disk.raw", "--bs=4k", "--iodepth=16")
        .doesNotContain("--time_based", "--norandommap");
  }
}
