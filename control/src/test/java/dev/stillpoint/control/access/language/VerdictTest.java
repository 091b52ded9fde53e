package dev.stillpoint.control.access.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mixture of what identity and session say: A allows, D denies, - says nothing. */
class VerdictTest {
  @ParameterizedTest
  @CsvSource({
    "'', none, NOT_ALLOWED",
    "-, none, NOT_ALLOWED",
    "A, none, ALLOWED",
    "D, none, DENIED",
    "AD, none, DENIED",
    "DA, none, DENIED",
    "-A, none, ALLOWED",
    "A, A, ALLOWED",
    "A, -, NOT_ALLOWED_BY_SESSION",
    "A, D, DENIED_BY_SESSION",
    "D, A, DENIED",
    "D, D, DENIED",
    "D, -, DENIED",
    "-, A, NOT_ALLOWED",
    "-, -, NOT_ALLOWED_BY_SESSION",
    "-, D, DENIED_BY_SESSION"
  })
  void is(String identity, String session, Verdict expected) throws MalformedDocument {
    List<PolicyDocument> policies = new ArrayList<>();
    for (int i = 0; i < identity.length(); i++) {
      policies.add(saying(identity.charAt(i)));
    }
    Optional<PolicyDocument> narrowing =
        session.equals("none") ? Optional.empty() : Optional.of(saying(session.charAt(0)));
    Arn disk = new Arn("ecs", "cn-hangzhou", "1000000000000001", "disk/d-1");
    AccessRequest request =
        new AccessRequest("ecs:DeleteDisk", Optional.of(disk), ConditionKeys.NONE);
    Verdict verdict = Verdict.on(request, policies, narrowing);
    assertThat(verdict).isEqualTo(expected);
    assertThat(verdict.noPermissionType().isEmpty()).isEqualTo(expected == Verdict.ALLOWED);
  }

  private static PolicyDocument saying(char what) throws MalformedDocument {
    String effect = what == 'D' ? "Deny" : "Allow";
    String action = what == '-' ? "ecs:Other" : "ecs:*";
    return PolicyDocument.read(
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}]}"
            .formatted(effect, action));
  }
}
