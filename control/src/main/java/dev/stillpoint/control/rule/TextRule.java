package dev.stillpoint.control.rule;

import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import java.util.regex.Pattern;

/**
 * What a text given by a client may look like. Absent and empty texts keep every rule but the
 * client token's, whose absence is checked by its user.
 */
public enum TextRule {
  /** Groups and instances: 2 to 128, begins with a letter, letters, digits and {@code . _ - :}. */
  NAME("\\p{L}[\\p{L}\\p{Nd}._:-]{1,127}"),
  /** As {@link #NAME}, but {@code auto} belongs to the server. */
  SNAPSHOT_NAME("(?!auto)\\p{L}[\\p{L}\\p{Nd}._:-]{1,127}"),
  /** 2 to 256, no URL. */
  DESCRIPTION("(?s).{2,256}"),
  /** 8 to 30 printable characters of three kinds out of four. */
  PASSWORD(
      "(?=.{8,30}$)(?:(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])|(?=.*[A-Z])(?=.*[a-z])(?=.*[^A-Za-z0-9])"
          + "|(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])|(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9]))"
          + "[!-~]+"),
  /** 2 to 64: letters, digits, hyphens and periods, those two neither at an end nor in a row. */
  HOST_NAME("(?=.{2,64}$)[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"),
  /** 1 to 64 printable ASCII characters. */
  CLIENT_TOKEN("[\\x20-\\x7e]{1,64}"),
  /** Where snapshots are kept: {@code acs:service:region:account:resource}. */
  STORAGE_LOCATION("acs:[^:]+:[^:]*:[^:]*:.+"),
  /** A data disk's device. */
  DEVICE("/dev/xvd[b-z]"),
  /** {@code ecs.} and a type. */
  INSTANCE_TYPE("ecs\\.[A-Za-z0-9._-]{1,60}");

  private static final Pattern URL = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

  private final Pattern pattern;

  TextRule(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** True when the text keeps the rule. */
  public boolean allows(String text) {
    return pattern.matcher(text).matches() && !URL.matcher(text).find();
  }

  /**
   * The text, or an empty one when it is absent.
   *
   * @throws Refusal with that code and the text, when the rule is broken
   */
  public String check(String text, ErrorCode code) throws Refusal {
    if (absent(text)) {
      return "";
    }
    if (!allows(text)) {
      throw new Refusal(code, text);
    }
    return text;
  }

  /** True for null and for the empty text; clients send both for "not given". */
  public static boolean absent(String text) {
    return text == null || text.isEmpty();
  }

  /**
   * The text.
   *
   * @throws Refusal MissingParameter when it is absent
   */
  public static String require(String text, String parameter) throws Refusal {
    if (absent(text)) {
      throw new Refusal(SharedError.MISSING_PARAMETER, parameter);
    }
    return text;
  }
}
