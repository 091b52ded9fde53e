package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.control.request.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys for a while, with the older signature: the token that must come with them. */
class SecurityTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String TOKEN = "CAIS0123456789abcdefghij";

  private final Authentication authentication =
      new Authentication(SecurityTokenTest::find, InstantSource.fixed(NOW), RpcLimits.DEFAULT);

  @Test
  void theTokenOpensTheRolesAccount() throws ApiFault {
    Request request = signed("STS.alive", TOKEN);
    Call call = authentication.verify(request, authentication.read(request));
    assertThat(call.key().account()).isEqualTo("1");
    assertThat(call.key().principal()).isInstanceOf(Principal.RoleSession.class);
  }

  @ParameterizedTest
  @CsvSource({
    "STS.alive, '', MissingSecurityToken",
    "STS.alive, short, InvalidSecurityToken.Malformed",
    "STS.alive, 'CAIS0123456789abcdef ghij', InvalidSecurityToken.Malformed",
    "STS.alive, CAIS0123456789abcdefghik, InvalidSecurityToken.MismatchWithAccessKey",
    "STS.ended, CAIS0123456789abcdefghij, InvalidSecurityToken.Expired",
    "STS.nobody, CAIS0123456789abcdefghij, InvalidAccessKeyId.NotFound",
    "LTAIroot, CAIS0123456789abcdefghij, InvalidSecurityToken.MismatchWithAccessKey"
  })
  void refuses(String keyId, String token, String code) {
    Request request = signed(keyId, token);
    ApiFault fault =
        catchThrowableOfType(
            ApiFault.class, () -> authentication.verify(request, authentication.read(request)));
    assertThat(fault.code()).isEqualTo(code);
  }

  @Test
  void neitherSecretNorDigestIsPrinted() {
    AccessKey key = find("STS.alive").orElseThrow();
    assertThat(key.toString()).doesNotContain(key.secret());
    assertThat(key.token().orElseThrow().toString())
        .doesNotContain(key.token().orElseThrow().digest());
  }

  private static Request signed(String keyId, String token) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("AccessKeyId", keyId);
    parameters.put("Action", "DescribeRegions");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", "n");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("Timestamp", NOW.toString());
    parameters.put("Version", "2014-05-26");
    parameters.put("SecurityToken", token);
    String query = SigningClient.signedQuery("GET", parameters, "secret", true);
    return new Request("GET", "/", query, Map.of(), new byte[0]);
  }

  private static Optional<AccessKey> find(String id) {
    String digest = Hash.sha256Hex(TOKEN.getBytes(StandardCharsets.UTF_8));
    Principal role = new Principal.RoleSession("7", "Reader", "session", null);
    return switch (id) {
      case "STS.alive" -> Optional.of(key(id, role, digest, NOW.plusMillis(1)));
      case "STS.ended" -> Optional.of(key(id, role, digest, NOW));
      case "LTAIroot" -> Optional.of(new AccessKey(id, "secret", "1", true));
      default -> Optional.empty();
    };
  }

  private static AccessKey key(String id, Principal role, String digest, Instant end) {
    return new AccessKey(
        id, "secret", "1", true, role, Optional.of(new AccessKey.Token(digest, end)));
  }
}
