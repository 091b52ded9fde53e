package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.errors.ApiFault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both signatures against vectors that another program computed from the written rule. */
class SignatureVectorsTest {
  private final Vectors vectors = new Vectors();

  @Test
  void theDocumentedSignatureIsReproduced() throws ApiFault {
    Parameters parameters = Parameters.read(vectors.first("v1.documented"), RpcLimits.DEFAULT);
    StringBuilder toSign = new StringBuilder();
    Signature1.sign("GET", parameters.all(), Signature1.EmptyValues.SIGNED, toSign::append);
    assertThat(toSign.toString()).isEqualTo(vectors.get("v1.documented.toSign"));
    assertThat(parameters.get("Signature")).contains("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.documented", "v1.special", "v1.sha256"})
  void theOlderSignatureIsAccepted(String vector) throws ApiFault {
    Request request = vectors.first(vector);
    Authentication authentication = authentication();
    Call call = authentication.verify(request, authentication.read(request));
    assertThat(call.key()).isEqualTo(Vectors.KEY);
    assertThat(call.version()).isEqualTo("2014-05-26");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.plain", "v3.quirks", "v3.form", "v3.get"})
  void theNewerSignatureIsAccepted(String vector) throws ApiFault {
    Request request = vectors.acs3(vector);
    Authentication authentication = authentication();
    Parameters parameters = authentication.read(request);
    Acs3Authorization header = Acs3Authorization.read(vectors.get(vector + ".authorization"));
    assertThat(SignatureAcs3.canonicalRequest(request, parameters, header.signedHeaders()))
        .isEqualTo(vectors.get(vector + ".canonical"));
    Call call = authentication.verify(request, parameters);
    assertThat(call.key()).isEqualTo(Vectors.KEY);
    assertThat(call.action()).isEqualTo(vectors.get(vector + ".header.x-acs-action"));
  }

  private static Authentication authentication() {
    return new Authentication(
        id -> Optional.of(Vectors.KEY).filter(key -> key.id().equals(id)),
        InstantSource.fixed(Instant.parse(Vectors.TIME)),
        RpcLimits.DEFAULT);
  }
}
