package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The decoded parameters of one call. Query and form are kept apart, because the newer signature
 * covers only the query; everybody else sees them as one map. Immutable.
 */
public final class Parameters {
  private final SortedMap<String, String> query;
  private final SortedMap<String, String> all;

  private Parameters(SortedMap<String, String> query, SortedMap<String, String> all) {
    this.query = Collections.unmodifiableSortedMap(query);
    this.all = Collections.unmodifiableSortedMap(all);
  }

  /**
   * Reads the query and, if there is a body, the form.
   *
   * @throws ApiFault when a bound of {@code limits} is passed, when something cannot be decoded,
   *     when a name comes twice, or when the body is not a form
   */
  static Parameters read(Request request, RpcLimits limits) throws ApiFault {
    SortedMap<String, String> query = new TreeMap<>();
    SortedMap<String, String> all = new TreeMap<>();
    split(request.query(), query, all, limits);
    if (request.body().length > 0) {
      if (request.body().length > limits.bodyBytesMax()) {
        throw CommonError.BODY_TOO_LARGE.with(limits.bodyBytesMax());
      }
      if (!isForm(request.header("content-type").orElse(""))) {
        throw CommonError.INVALID_PARAMETER.with(
            "Content-Type", "A body must be a form, application/x-www-form-urlencoded.");
      }
      String form = new String(request.body(), StandardCharsets.ISO_8859_1);
      split(form, new TreeMap<>(), all, limits);
    }
    return new Parameters(query, all);
  }

  /** Parameters that were decoded elsewhere; all of them count as query. */
  public static Parameters of(Map<String, String> decoded) {
    return new Parameters(new TreeMap<>(decoded), new TreeMap<>(decoded));
  }

  /** A parameter, if it was sent; it may be empty. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** All parameters, sorted by name. */
  public SortedMap<String, String> all() {
    return all;
  }

  /** The parameters of the query alone, sorted by name. */
  SortedMap<String, String> query() {
    return query;
  }

  private static boolean isForm(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.equals("application/x-www-form-urlencoded");
  }

  private static void split(
      String raw, Map<String, String> part, Map<String, String> all, RpcLimits limits)
      throws ApiFault {
    int start = 0;
    while (start < raw.length()) {
      int end = raw.indexOf('&', start);
      if (end < 0) {
        end = raw.length();
      }
      if (end > start) {
        pair(raw.substring(start, end), part, all, limits);
      }
      start = end + 1;
    }
  }

  private static void pair(
      String raw, Map<String, String> part, Map<String, String> all, RpcLimits limits)
      throws ApiFault {
    if (all.size() == limits.parametersMax()) {
      throw CommonError.INVALID_PARAMETER.with(
          "list", "There are more than " + limits.parametersMax() + " parameters.");
    }
    int equals = raw.indexOf('=');
    String name = PercentCode.decode(equals < 0 ? raw : raw.substring(0, equals), "name");
    if (name.length() > limits.nameCharsMax()) {
      throw CommonError.INVALID_PARAMETER.with(
          "name", "One is longer than " + limits.nameCharsMax() + " characters.");
    }
    String value = equals < 0 ? "" : PercentCode.decode(raw.substring(equals + 1), name);
    if (value.length() > limits.valueCharsMax()) {
      throw CommonError.INVALID_PARAMETER.with(
          name, "Its value is longer than " + limits.valueCharsMax() + " characters.");
    }
    part.put(name, value);
    if (all.put(name, value) != null) {
      throw CommonError.INVALID_PARAMETER.with(name, "It was sent more than once.");
    }
  }
}
