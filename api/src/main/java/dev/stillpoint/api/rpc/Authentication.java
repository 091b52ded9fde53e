package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * Turns a request into a call whose caller is proven, or refuses it. The order is: signature fields
 * present, algorithm, time, access key, token, signature, nonce. The nonce comes last, so that a
 * forged call cannot use up another's. Safe for use by several threads at once.
 */
public final class Authentication {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]{16,4096}");

  private final AccessKeys keys;
  private final InstantSource clock;
  private final RpcLimits limits;
  private final NonceMemory nonces;

  public Authentication(AccessKeys keys, InstantSource clock, RpcLimits limits) {
    this.keys = keys;
    this.clock = clock;
    this.limits = limits;
    this.nonces = new NonceMemory(limits);
  }

  /** Reads the parameters of a request, within the limits. */
  public Parameters read(Request request) throws ApiFault {
    return Parameters.read(request, limits);
  }

  /** Proves who sent a request. */
  public Call verify(Request request, Parameters parameters) throws ApiFault {
    return request.isAcs3() ? acs3(request, parameters) : first(request, parameters);
  }

  private Call acs3(Request request, Parameters parameters) throws ApiFault {
    Acs3Authorization authorization =
        Acs3Authorization.read(request.header("authorization").orElse(""));
    if (!authorization.algorithm().equals(SignatureAcs3.ALGORITHM)) {
      throw CommonError.INVALID_SIGNATURE_METHOD.with(authorization.algorithm());
    }
    SignatureAcs3.checkForm(request, authorization);
    Instant now = clock.instant();
    Instant signed = SignedTime.check(header(request, "x-acs-date"), now, limits.clockSkewMax());
    AccessKey key = find(authorization.keyId());
    checkToken(key, header(request, "x-acs-security-token"), now);
    SignatureAcs3.verify(request, parameters, authorization, key);
    nonces.use(key.id(), filled("x-acs-signature-nonce", request), signed, now);
    return new Call(
        header(request, "x-acs-action"), header(request, "x-acs-version"), key, parameters);
  }

  private Call first(Request request, Parameters parameters) throws ApiFault {
    String type = value(parameters, "SignatureType");
    if (!type.isEmpty() || request.header("x-acs-bearer-token").isPresent()) {
      throw CommonError.INVALID_SIGNATURE_METHOD.with(type.isEmpty() ? "bearer" : type);
    }
    if (value(parameters, "Signature").isEmpty()) {
      throw CommonError.INCOMPLETE_SIGNATURE.with("There is no parameter Signature.");
    }
    String keyId = filled("AccessKeyId", parameters);
    String nonce = filled("SignatureNonce", parameters);
    String time = filled("Timestamp", parameters);
    String method = filled("SignatureMethod", parameters);
    Signature1.Algorithm algorithm =
        Signature1.Algorithm.named(method)
            .orElseThrow(() -> CommonError.INVALID_SIGNATURE_METHOD.with(method));
    String version = filled("SignatureVersion", parameters);
    if (!version.equals("1.0")) {
      throw CommonError.INVALID_SIGNATURE_METHOD.with(method + " in version " + version);
    }
    Instant now = clock.instant();
    Instant signed = SignedTime.check(time, now, limits.clockSkewMax());
    AccessKey key = find(keyId);
    checkToken(key, value(parameters, "SecurityToken"), now);
    Signature1.verify(request.method(), parameters, algorithm, key);
    nonces.use(key.id(), nonce, signed, now);
    return new Call(value(parameters, "Action"), value(parameters, "Version"), key, parameters);
  }

  private AccessKey find(String keyId) throws ApiFault {
    AccessKey key = keys.find(keyId).orElseThrow(() -> CommonError.UNKNOWN_ACCESS_KEY.with(keyId));
    if (!key.active()) {
      throw CommonError.INACTIVE_ACCESS_KEY.with(keyId);
    }
    return key;
  }

  private static void checkToken(AccessKey key, String sent, Instant now) throws ApiFault {
    if (key.token().isEmpty()) {
      if (!sent.isEmpty()) {
        throw CommonError.FOREIGN_SECURITY_TOKEN.with();
      }
      return;
    }
    AccessKey.Token token = key.token().get();
    if (sent.isEmpty()) {
      throw CommonError.MISSING_SECURITY_TOKEN.with();
    }
    if (!TOKEN.matcher(sent).matches()) {
      throw CommonError.MALFORMED_SECURITY_TOKEN.with();
    }
    if (!Hash.same(token.digest(), Hash.sha256Hex(sent.getBytes(StandardCharsets.UTF_8)))) {
      throw CommonError.FOREIGN_SECURITY_TOKEN.with();
    }
    if (!now.isBefore(token.expiresAt())) {
      throw CommonError.EXPIRED_SECURITY_TOKEN.with(token.expiresAt());
    }
  }

  private static String value(Parameters parameters, String name) {
    return parameters.get(name).orElse("");
  }

  private static String filled(String name, Parameters parameters) throws ApiFault {
    String value = value(parameters, name);
    if (value.isEmpty()) {
      throw CommonError.MISSING_PARAMETER.with(name);
    }
    return value;
  }

  private static String header(Request request, String name) {
    return request.header(name).orElse("").strip();
  }

  private static String filled(String name, Request request) throws ApiFault {
    String value = header(request, name);
    if (value.isEmpty()) {
      throw CommonError.INCOMPLETE_SIGNATURE.with("The header " + name + " is empty.");
    }
    return value;
  }
}
