package dev.stillpoint.demo.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
  @Test
  void namesEveryWayToTheServer() throws IOException {
    Ready ready =
        Ready.parse(
            """
            READY {"api":"http://127.0.0.1:7080","nbd":"nbd+unix:///?socket=/tmp/a%20b/nbd.sock",\
            "region":"cn-hangzhou","zones":["cn-hangzhou-h"],"credentials":"/tmp/c.ini"}\
            """);

    assertThat(ready.api()).hasToString("http://127.0.0.1:7080");
    assertThat(ready.nbdSocket()).isEqualTo(Path.of("/tmp/a b/nbd.sock"));
    assertThat(ready.credentials()).isEqualTo(Path.of("/tmp/c.ini"));
    assertThat(ready.region()).isEqualTo("cn-hangzhou");
    assertThat(ready.zone()).isEqualTo("cn-hangzhou-h");
  }

  @Test
  void anotherLineIsRefused() {
    for (String line : new String[] {"starting", "READY {", "READY {\"api\":\"http://a\"}"}) {
      assertThatThrownBy(() -> Ready.parse(line)).isInstanceOf(IOException.class);
    }
  }
}
