package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.render.Format;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which format the caller wants. With the older signature the parameter Format says it, in any
 * case, and without it the answer is XML; with the newer one it is JSON unless the Accept header
 * asks for XML alone.
 */
public final class FormatChoice {
  private static final Pattern JSON_IN_QUERY =
      Pattern.compile("(^|&)Format=json(&|$)", Pattern.CASE_INSENSITIVE);

  private FormatChoice() {}

  /** A guess for answers to requests whose parameters cannot be read. */
  public static Format beforeParsing(Request request) {
    if (request.isAcs3()) {
      return accepted(request);
    }
    return JSON_IN_QUERY.matcher(request.query()).find() ? Format.JSON : Format.XML;
  }

  /**
   * The format that the caller asks for.
   *
   * @throws ApiFault InvalidParameter.Format
   */
  public static Format of(Request request, Parameters parameters) throws ApiFault {
    if (request.isAcs3()) {
      return accepted(request);
    }
    String format = parameters.get("Format").orElse("");
    return switch (format.toUpperCase(Locale.ROOT)) {
      case "JSON" -> Format.JSON;
      case "XML", "" -> Format.XML;
      default -> throw CommonError.INVALID_FORMAT.with(format);
    };
  }

  private static Format accepted(Request request) {
    String accept = request.header("accept").orElse("").toLowerCase(Locale.ROOT);
    boolean xml = accept.contains("application/xml") || accept.contains("text/xml");
    return xml && !accept.contains("json") && !accept.contains("*/*") ? Format.XML : Format.JSON;
  }
}
