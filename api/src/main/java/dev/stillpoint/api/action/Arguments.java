package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.rpc.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arguments of a call, read from flat parameters: {@code DiskId.1} is the first of a list,
 * {@code Tag.1.Key} a member of the first structure of a list, {@code SystemDisk.Size} a member of
 * a structure. An empty value counts as absent unless {@link #sent} is asked. Names that no action
 * asks for are ignored. Immutable.
 */
public final class Arguments {
  private static final int INDEX_DIGITS_MAX = 6;

  private final SortedMap<String, String> parameters;
  private final String prefix;

  public Arguments(Parameters parameters) {
    this(parameters.all(), "");
  }

  private Arguments(SortedMap<String, String> parameters, String prefix) {
    this.parameters = parameters;
    this.prefix = prefix;
  }

  /** A value as it was sent, even if it is empty. */
  public Optional<String> sent(String name) {
    return Optional.ofNullable(parameters.get(prefix + name));
  }

  /** A value, if one was sent that is not empty. */
  public Optional<String> text(String name) {
    return sent(name).filter(value -> !value.isEmpty());
  }

  /**
   * A value that must be there.
   *
   * @throws ApiFault MissingParameter
   */
  public String required(String name) throws ApiFault {
    return text(name).orElseThrow(() -> CommonError.MISSING_PARAMETER.with(prefix + name));
  }

  /**
   * A truth value, in any case, as some clients send {@code True}.
   *
   * @throws ApiFault InvalidParameter when it is neither true nor false
   */
  public Optional<Boolean> flag(String name) throws ApiFault {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default ->
          throw CommonError.INVALID_PARAMETER.with(
              prefix + name, "It must be true or false, is " + text.get() + ".");
    };
  }

  /** True only if the value was sent and is true. */
  public boolean isTrue(String name) throws ApiFault {
    return flag(name).orElse(false);
  }

  /**
   * A whole number.
   *
   * @throws ApiFault InvalidParameter when it is not a decimal number or outside the range
   */
  public Optional<Integer> whole(String name, int least, int most) throws ApiFault {
    Optional<Integer> value = whole(name);
    if (value.isPresent() && (value.get() < least || value.get() > most)) {
      throw CommonError.INVALID_PARAMETER.with(
          prefix + name, "It must be " + least + " to " + most + ", is " + value.get() + ".");
    }
    return value;
  }

  /**
   * A whole number of any size that fits 32 bits.
   *
   * @throws ApiFault InvalidParameter
   */
  public Optional<Integer> whole(String name) throws ApiFault {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.parseInt(text.get()));
    } catch (NumberFormatException e) {
      throw CommonError.INVALID_PARAMETER.with(
          prefix + name, "It must be a whole number, is " + text.get() + ".");
    }
  }

  /**
   * The values of {@code name.1}, {@code name.2} and so on, in the order of their numbers. Gaps are
   * allowed; empty values count as absent.
   */
  public List<String> list(String name) throws ApiFault {
    NavigableMap<Integer, String> byNumber = new TreeMap<>();
    String start = prefix + name + ".";
    for (Map.Entry<String, String> entry : startingWith(start).entrySet()) {
      String number = entry.getKey().substring(start.length());
      if (isNumber(number) && !entry.getValue().isEmpty()) {
        byNumber.put(index(entry.getKey(), number), entry.getValue());
      }
    }
    return List.copyOf(byNumber.values());
  }

  /** The structures {@code name.1.…}, {@code name.2.…} and so on, in the order of their numbers. */
  public List<Arguments> structures(String name) throws ApiFault {
    NavigableMap<Integer, Arguments> byNumber = new TreeMap<>();
    String start = prefix + name + ".";
    for (String full : startingWith(start).keySet()) {
      String rest = full.substring(start.length());
      int dot = rest.indexOf('.');
      if (dot > 0 && isNumber(rest.substring(0, dot))) {
        String number = rest.substring(0, dot);
        byNumber.putIfAbsent(index(full, number), structure(name + "." + number));
      }
    }
    return List.copyOf(byNumber.values());
  }

  /** The members of the structure {@code name.…}. */
  public Arguments structure(String name) {
    return new Arguments(parameters, prefix + name + ".");
  }

  /** The pairs {@code Tag.N.Key} and {@code Tag.N.Value}; old clients write them in lower case. */
  public List<TagArgument> tags() throws ApiFault {
    List<TagArgument> tags = new ArrayList<>();
    for (Arguments tag : structures("Tag")) {
      tags.add(
          new TagArgument(
              tag.sent("Key").or(() -> tag.sent("key")).orElse(""),
              tag.sent("Value").or(() -> tag.sent("value")).orElse("")));
    }
    return tags;
  }

  private SortedMap<String, String> startingWith(String start) {
    // The character after the dot bounds the range: every name that starts with "X." is below "X/".
    return parameters.subMap(start, start.substring(0, start.length() - 1) + '/');
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int index(String name, String number) throws ApiFault {
    if (number.startsWith("0") || number.length() > INDEX_DIGITS_MAX) {
      throw CommonError.INVALID_PARAMETER.with(
          name, "The numbers of a list start at 1 and have no leading zeros.");
    }
    return Integer.parseInt(number);
  }
}
