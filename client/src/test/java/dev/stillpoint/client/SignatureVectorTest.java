package dev.stillpoint.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SignatureVectorTest {
  @Test
  void signatureOneEqualsThePublishedVector() {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Timestamp", "2016-02-23T12:46:24Z");
    parameters.put("Format", "XML");
    parameters.put("AccessKeyId", "testid");
    parameters.put("Action", "DescribeRegions");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf");
    parameters.put("Version", "2014-05-26");
    parameters.put("SignatureVersion", "1.0");

    assertThat(SignerV1.signature("GET", parameters, "testsecret"))
        .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  }

  /** The expected values come from a Python script written from the rule, not from this code. */
  @Test
  void signatureThreeEqualsAnIndependentComputation() {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RegionId", "cn-hangzhou");
    parameters.put("DiskId.1", "d-bp1");
    parameters.put("Name", "a group * ~ ü/1");
    parameters.put("Tag.1.Value", "");

    Signer.SignedCall call =
        new SignerV3(new AccessKey("testid", "testsecret"), "2014-05-26")
            .sign(
                "CreateSnapshotGroup",
                parameters,
                "127.0.0.1:7080",
                "2026-11-23T16:30:00Z",
                "000102030405060708090a0b0c0d0e0f");

    assertThat(call.query())
        .isEqualTo(
            "DiskId.1=d-bp1&Name=a%20group%20%2A%20~%20%C3%BC%2F1&RegionId=cn-hangzhou&Tag.1.Value=");
    assertThat(call.headers().get("Authorization"))
        .isEqualTo(
            "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
                + "x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
                + "45b3bebd4bf5f51c59fd18fb150c907379ed2a65b6d8160c5c33303963972a43");
    assertThat(call.headers()).containsEntry("x-acs-action", "CreateSnapshotGroup");
    assertThat(call.body()).isEmpty();
  }
}
