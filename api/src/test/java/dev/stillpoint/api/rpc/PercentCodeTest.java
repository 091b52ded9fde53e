package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.errors.ApiFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodeTest {
  @Test
  void keepsUnreservedCharactersAndEscapesAllOthersAsUtf8() {
    assertThat(PercentCode.encode("AZaz09-_.~")).isEqualTo("AZaz09-_.~");
    assertThat(PercentCode.encode(" *+/=&\u6570\uD83D\uDE00"))
        .isEqualTo("%20%2A%2B%2F%3D%26%E6%95%B0%F0%9F%98%80");
  }

  @Test
  void decodesEscapesInEitherCaseAndPlusAsSpace() throws ApiFault {
    assertThat(PercentCode.decode("a+b%20c%2Bd*e~%7e%e6%95%b0", "x"))
        .isEqualTo("a b c+d*e~~\u6570");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%",
        "%zz",
        "%4g",
        "%\uFF11\uFF11",
        "\u00E9",
        "%FF",
        "%C3",
        "%ED%A0%80",
        "%C0%80"
      })
  void refusesWhatIsNotPercentEncodedUtf8(String raw) {
    assertThatThrownBy(() -> PercentCode.decode(raw, "Name"))
        .isInstanceOf(ApiFault.class)
        .hasMessageContaining("Name")
        .extracting(fault -> ((ApiFault) fault).code())
        .isEqualTo("InvalidParameter");
  }
}
