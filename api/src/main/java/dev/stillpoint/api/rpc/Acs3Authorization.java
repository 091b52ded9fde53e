package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Authorization header of the newer signature, taken apart: {@code ALGORITHM Credential=<key
 * id>,SignedHeaders=<a;b;c>,Signature=<hex>}.
 *
 * @param algorithm the word before the first space
 * @param keyId the access key's ID
 * @param signedHeaders lower-case names in the order sent
 * @param signature lower-case hexadecimal digits
 */
record Acs3Authorization(
    String algorithm, String keyId, List<String> signedHeaders, String signature) {
  Acs3Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  static Acs3Authorization read(String header) throws ApiFault {
    int space = header.indexOf(' ');
    if (space < 0) {
      throw CommonError.INCOMPLETE_SIGNATURE.with("The Authorization header has no parts.");
    }
    Map<String, String> parts = new TreeMap<>();
    for (String part : header.substring(space + 1).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0
          || parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip())
              != null) {
        throw CommonError.INCOMPLETE_SIGNATURE.with(
            "A part of the Authorization header is not of the form name=value, or comes twice.");
      }
    }
    return new Acs3Authorization(
        header.substring(0, space),
        part(parts, "Credential"),
        List.of(part(parts, "SignedHeaders").split(";", -1)),
        part(parts, "Signature").toLowerCase(Locale.ROOT));
  }

  private static String part(Map<String, String> parts, String name) throws ApiFault {
    String value = parts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw CommonError.INCOMPLETE_SIGNATURE.with("The Authorization header lacks " + name + ".");
    }
    return value;
  }
}
