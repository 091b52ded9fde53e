package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.errors.ApiFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final RpcLimits SMALL = new RpcLimits(64, 3, 8, 16, Duration.ofMinutes(15), 10);

  @Test
  void joinsQueryAndForm() throws ApiFault {
    Parameters parameters = read("A=1&B=a+b", "application/x-www-form-urlencoded", "C=%2B");
    assertThat(parameters.all())
        .containsExactly(Map.entry("A", "1"), Map.entry("B", "a b"), Map.entry("C", "+"));
    assertThat(parameters.query().keySet()).containsExactly("A", "B");
  }

  @Test
  void readsANameWithoutValueAsEmpty() throws ApiFault {
    assertThat(read("A&B=&&", "", "").all())
        .containsExactly(Map.entry("A", ""), Map.entry("B", ""));
  }

  @Test
  void acceptsAFormWithCharset() throws ApiFault {
    String type = "Application/X-WWW-Form-URLEncoded; charset=utf-8";
    assertThat(read("", type, "A=1").get("A")).contains("1");
  }

  @Test
  void refusesANameThatComesTwice() {
    refused("InvalidParameter", "A", () -> read("A=1&A=1", "", ""));
    refused("InvalidParameter", "A", () -> read("A=1", "", "A=2"));
  }

  @Test
  void refusesMoreParametersThanTheLimit() throws ApiFault {
    assertThat(read("A=1&B=2&C=3", "", "").all()).hasSize(3);
    refused("InvalidParameter", "3 parameters", () -> read("A=1&B=2&C=3&D=4", "", ""));
  }

  @Test
  void refusesNamesAndValuesBeyondTheLimit() throws ApiFault {
    assertThat(read("ABCDEFGH=1234567890123456", "", "").all()).hasSize(1);
    refused("InvalidParameter", "name", () -> read("ABCDEFGHI=1", "", ""));
    refused("InvalidParameter", "16", () -> read("A=12345678901234567", "", ""));
  }

  @Test
  void refusesABodyThatIsTooLong() {
    refused("RequestEntityTooLarge", "64", () -> read("", "", "A=" + "1".repeat(63)));
  }

  @Test
  void refusesABodyThatIsNoForm() {
    refused("InvalidParameter", "form", () -> read("", "application/json", "{}"));
  }

  private static Parameters read(String query, String type, String body) throws ApiFault {
    Map<String, List<String>> headers = Map.of("Content-Type", List.of(type));
    return Parameters.read(
        new Request("POST", "/", query, headers, body.getBytes(StandardCharsets.UTF_8)), SMALL);
  }

  private static void refused(String code, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ApiFault.class)
        .hasMessageContaining(words)
        .extracting(fault -> ((ApiFault) fault).code())
        .isEqualTo(code);
  }
}
