package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.api.errors.ApiFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before an action is looked for, and in which order. */
class AuthenticationTest {
  private static final Instant NOW = Instant.parse(Vectors.TIME);
  private static final String SECRET = "testsecret";

  private final Authentication authentication =
      new Authentication(AuthenticationTest::find, InstantSource.fixed(NOW), RpcLimits.DEFAULT);
  private final Vectors vectors = new Vectors();

  @Test
  void acceptsEmptyValuesWhetherTheyWereSignedOrNot() throws ApiFault {
    for (boolean signEmpty : new boolean[] {true, false}) {
      Map<String, String> call = call("n-" + signEmpty);
      call.put("SignatureType", "");
      call.put("Description", "");
      Request request = get(SigningClient.signedQuery("GET", call, SECRET, signEmpty));
      assertThat(authentication.verify(request, authentication.read(request)).action())
          .isEqualTo("DescribeRegions");
    }
  }

  @Test
  void acceptsSystemParametersInTheQueryAndTheRestInAForm() throws ApiFault {
    Map<String, String> call = call("n");
    call.put("Name", "a b");
    String query = SigningClient.signedQuery("POST", call, SECRET, true).replace("Name=a%20b&", "");
    Request request =
        new Request(
            "POST",
            "/",
            query,
            Map.of("content-type", List.of("application/x-www-form-urlencoded")),
            "Name=a+b".getBytes(StandardCharsets.UTF_8));
    assertThat(
            authentication.verify(request, authentication.read(request)).parameters().get("Name"))
        .contains("a b");
  }

  @ParameterizedTest
  @CsvSource({
    "Signature, , IncompleteSignature",
    "AccessKeyId, , MissingParameter",
    "SignatureNonce, , MissingParameter",
    "Timestamp, , MissingParameter",
    "SignatureMethod, , MissingParameter",
    "SignatureVersion, , MissingParameter",
    "SignatureMethod, HMAC-MD5, InvalidSignatureMethod",
    "SignatureMethod, SHA256withRSA, InvalidSignatureMethod",
    "SignatureVersion, 2.0, InvalidSignatureMethod",
    "SignatureType, BEARERTOKEN, InvalidSignatureMethod",
    "Timestamp, 2016-02-23 12:46:24, InvalidTimeStamp.Format",
    "Timestamp, 2016-02-30T12:46:24Z, InvalidTimeStamp.Format",
    "Timestamp, 2016-02-23T12:31:23Z, InvalidTimeStamp.Expired",
    "Timestamp, 2016-02-23T13:01:25Z, InvalidTimeStamp.Expired",
    "AccessKeyId, nobody, InvalidAccessKeyId.NotFound",
    "AccessKeyId, disabled, InvalidAccessKeyId.Inactive",
    "SecurityToken, abc, InvalidSecurityToken.MismatchWithAccessKey",
    "Action, DescribeZones, SignatureDoesNotMatch"
  })
  void refusesTheOlderSignatureWith(String name, String value, String code) {
    Map<String, String> signed = call("n");
    Map<String, String> sent = new TreeMap<>();
    for (String pair : SigningClient.signedQuery("GET", signed, SECRET, true).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      sent.put(parts[0], parts[1]);
    }
    if (value == null) {
      sent.remove(name);
    } else {
      sent.put(name, PercentCode.encode(value));
    }
    List<String> pairs =
        sent.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    assertThat(refusal(get(String.join("&", pairs))).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2016-02-23T12:31:24Z", "2016-02-23T13:01:24Z"})
  void believesATimeAtTheEdgeOfTheWindow(String time) throws ApiFault {
    Map<String, String> call = call("n");
    call.put("Timestamp", time);
    Request request = get(SigningClient.signedQuery("GET", call, SECRET, true));
    assertThat(authentication.verify(request, authentication.read(request)).key().id())
        .isEqualTo("testid");
  }

  @Test
  void aMismatchEndsWithTheServersStringToSignAfterOneColon() {
    Map<String, String> call = call("n");
    ApiFault fault = refusal(get(SigningClient.signedQuery("GET", call, "wrong", true)));
    assertThat(fault.code()).isEqualTo("SignatureDoesNotMatch");
    assertThat(fault.status()).isEqualTo(400);
    String[] parts = fault.getMessage().split(":", -1);
    assertThat(parts).hasSize(2);
    assertThat(parts[0]).endsWith("server string to sign is");
    assertThat(parts[1]).startsWith("GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions");
  }

  @Test
  void aMismatchOfALargeCallIsAnsweredInLittle() {
    Map<String, String> call = call("n");
    for (int i = 0; i < 15; i++) {
      call.put("P" + i, "/".repeat(65_536));
    }
    Request request =
        new Request(
            "POST",
            "/",
            "",
            Map.of(),
            SigningClient.signedQuery("POST", call, "wrong", true)
                .getBytes(StandardCharsets.US_ASCII));
    Authentication roomy =
        new Authentication(
            AuthenticationTest::find,
            InstantSource.fixed(NOW),
            new RpcLimits(8 << 20, 1000, 256, 1 << 16, Duration.ofMinutes(15), 10));
    assertThatThrownBy(() -> roomy.verify(request, roomy.read(request)))
        .hasMessageContaining("server string to sign is:POST&%2F&AccessKeyId%3D")
        .hasMessageContaining("(the first 8192 of ")
        .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(9000))
        .satisfies(fault -> assertThat(fault.getMessage().split(":", -1)).hasSize(2));
  }

  @Test
  void aNonceIsUsedUpByAGoodCallOnly() throws ApiFault {
    Map<String, String> call = call("same");
    assertThat(refusal(get(SigningClient.signedQuery("GET", call, "forged", true))).code())
        .isEqualTo("SignatureDoesNotMatch");
    Request good = get(SigningClient.signedQuery("GET", call, SECRET, true));
    assertThat(authentication.verify(good, authentication.read(good)).action())
        .isEqualTo("DescribeRegions");
    assertThat(refusal(good).code()).isEqualTo("SignatureNonceUsed");
  }

  @ParameterizedTest
  @CsvSource({
    "x-acs-content-sha256, 00, SignatureDoesNotMatch",
    "x-acs-date, 2016-02-23T13:01:25Z, InvalidTimeStamp.Expired",
    "x-acs-date, yesterday, InvalidTimeStamp.Format",
    "x-acs-action, DeleteDisk, SignatureDoesNotMatch",
    "host, elsewhere, SignatureDoesNotMatch",
    "x-acs-security-token, abc, InvalidSecurityToken.MismatchWithAccessKey",
    "authorization, ACS3-HMAC-SHA256, IncompleteSignature",
    "authorization, ACS3-HMAC-SHA256 Credential=testid, IncompleteSignature",
    "authorization, 'ACS3-HMAC-SM3 Credential=a,SignedHeaders=host,Signature=0',"
        + " InvalidSignatureMethod",
    "authorization, 'ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=0',"
        + " IncompleteSignature"
  })
  void refusesTheNewerSignatureWith(String name, String value, String code) {
    assertThat(refusal(changed("v3.plain", name, value)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "x-acs-action",
        "x-acs-version",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-content-sha256"
      })
  void insistsThatTheImportantHeadersAreSigned(String name) {
    String header = vectors.get("v3.plain.authorization");
    Request request =
        changed("v3.plain", "authorization", header.replaceFirst(";?\\b" + name + "\\b", ""));
    ApiFault fault = refusal(request);
    assertThat(fault.code()).isEqualTo("IncompleteSignature");
  }

  @Test
  void refusesAQueryThatWasChangedAfterSigning() {
    Request signed = vectors.acs3("v3.plain");
    Map<String, List<String>> headers = headers(signed, "v3.plain");
    Request request = new Request("POST", "/", "RegionId=other", headers, new byte[0]);
    assertThat(refusal(request).code()).isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void refusesASignedHeaderThatCameTwice() {
    Map<String, List<String>> headers = headers(vectors.acs3("v3.plain"), "v3.plain");
    headers.put("x-acs-action", List.of("CreateSnapshotGroup", "DeleteDisk"));
    Request request = new Request("POST", "/", vectors.get("v3.plain.query"), headers, new byte[0]);
    assertThat(refusal(request).code()).isEqualTo("IncompleteSignature");
  }

  private Request changed(String vector, String header, String value) {
    Map<String, List<String>> headers = headers(vectors.acs3(vector), vector);
    headers.put(header, List.of(value));
    return new Request(
        vectors.get(vector + ".method"), "/", vectors.get(vector + ".query"), headers, new byte[0]);
  }

  private Map<String, List<String>> headers(Request request, String vector) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : vectors.get(vector + ".headerNames").split(",", -1)) {
      headers.put(name, request.headers(name));
    }
    headers.put("authorization", request.headers("authorization"));
    return headers;
  }

  private ApiFault refusal(Request request) {
    return catchThrowableOfType(
        ApiFault.class, () -> authentication.verify(request, authentication.read(request)));
  }

  private static Request get(String query) {
    return new Request("GET", "/", query, Map.of(), new byte[0]);
  }

  private static Map<String, String> call(String nonce) {
    Map<String, String> call = new TreeMap<>();
    call.put("AccessKeyId", "testid");
    call.put("Action", "DescribeRegions");
    call.put("Format", "JSON");
    call.put("SignatureMethod", "HMAC-SHA1");
    call.put("SignatureNonce", nonce);
    call.put("SignatureVersion", "1.0");
    call.put("Timestamp", Vectors.TIME);
    call.put("Version", "2014-05-26");
    return call;
  }

  private static Optional<AccessKey> find(String id) {
    return switch (id) {
      case "testid" -> Optional.of(Vectors.KEY);
      case "disabled" -> Optional.of(new AccessKey(id, SECRET, "1", false));
      default -> Optional.empty();
    };
  }
}
