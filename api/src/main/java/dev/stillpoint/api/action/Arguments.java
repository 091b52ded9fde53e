package dev.stillpoint.api.action;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import dev.stillpoint.api.rpc.Parameters;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
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
  /** The most items of a list in JSON text. */
  public static final int JSON_LIST_MAX = 100;

  private static final int INDEX_DIGITS_MAX = 6;

  private final SortedMap<String, String> parameters;
  private final String prefix;
  private final Watch watch;

  public Arguments(Parameters parameters) {
    this(parameters.all(), "", (_, _) -> {});
  }

  private Arguments(SortedMap<String, String> parameters, String prefix, Watch watch) {
    this.parameters = parameters;
    this.prefix = prefix;
    this.watch = watch;
  }

  /** What an action does with a name. */
  public enum Use {
    READ,
    REFUSED
  }

  /** Is told which names an action asks for, sent or not. */
  @FunctionalInterface
  public interface Watch {
    /**
     * One was asked for.
     *
     * @param name a whole name, or the begin of all that are meant, which ends in a dot
     */
    void asked(String name, Use use);
  }

  /** The same arguments, telling which of them an action asks for. */
  public Arguments watchedBy(Watch other) {
    return new Arguments(parameters, prefix, other);
  }

  /** A value as it was sent, even if it is empty. */
  public Optional<String> sent(String name) {
    watch.asked(prefix + name, Use.READ);
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
   * A value that must be there, for the actions that tell an empty value from an absent one.
   *
   * @throws ApiFault MissingParameter when it is absent, InvalidParameter when it is empty
   */
  public String requiredFilled(String name) throws ApiFault {
    if (sent(name).filter(String::isEmpty).isPresent()) {
      throw CommonError.INVALID_PARAMETER.with(prefix + name, "It is empty.");
    }
    return required(name);
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
      throw notANumber(name, text.get());
    }
  }

  /**
   * The values of {@code name.1}, {@code name.2} and so on, in the order of their numbers. Gaps are
   * allowed; empty values count as absent.
   */
  public List<String> list(String name) throws ApiFault {
    NavigableMap<Integer, String> byNumber = new TreeMap<>();
    String start = prefix + name + ".";
    watch.asked(start, Use.READ);
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
    return new Arguments(parameters, prefix + name + ".", watch);
  }

  /**
   * The pairs {@code Tag.N.Key} and {@code Tag.N.Value}; old clients write them in lower case. A
   * key that was not sent is empty, a value that was not sent is null.
   */
  public List<Tag> tags() throws ApiFault {
    List<Tag> tags = new ArrayList<>();
    for (Arguments tag : structures("Tag")) {
      tags.add(
          new Tag(
              tag.sent("Key").or(() -> tag.sent("key")).orElse(""),
              tag.sent("Value").or(() -> tag.sent("value")).orElse(null)));
    }
    return tags;
  }

  /** The pairs {@code Filter.N.Key} and {@code Filter.N.Value}; what was not sent is empty. */
  public List<FilterPair> filters() throws ApiFault {
    List<FilterPair> filters = new ArrayList<>();
    for (Arguments filter : structures("Filter")) {
      filters.add(new FilterPair(filter.sent("Key").orElse(""), filter.sent("Value").orElse("")));
    }
    return filters;
  }

  /** Both styles of paging; what was not sent is null. */
  public Paging paging() throws ApiFault {
    return new Paging(
        wholeOrNull("PageNumber"),
        wholeOrNull("PageSize"),
        wholeOrNull("MaxResults"),
        textOrNull("NextToken"));
  }

  /**
   * A list that travels as JSON text in one parameter, such as {@code DiskIds=["d-1","d-2"]}.
   *
   * @param malformed what to say when it is no array of texts or has more than {@link
   *     #JSON_LIST_MAX}
   * @param values fill the places of that message
   * @return null if it was not sent
   */
  public List<String> jsonListOrNull(String name, ErrorCode malformed, Object... values)
      throws Refusal {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    Optional<List<String>> list = JsonTexts.read(text.get());
    if (list.isEmpty() || list.get().size() > JSON_LIST_MAX) {
      throw new Refusal(malformed, values);
    }
    return list.get();
  }

  /**
   * A number of days.
   *
   * @param malformed what to say when it is not a whole number; the range is the action's to check
   * @return null if it was not sent
   */
  public Integer daysOrNull(String name, ErrorCode malformed, int most) throws Refusal {
    try {
      return wholeOrNull(name);
    } catch (ApiFault notANumber) {
      throw new Refusal(notANumber, malformed, 1, most);
    }
  }

  /** As {@link #text}, with null for absent: the form in which the control room takes requests. */
  public String textOrNull(String name) {
    return text(name).orElse(null);
  }

  /** As {@link #flag}, with null for absent. */
  public Boolean flagOrNull(String name) throws ApiFault {
    return flag(name).orElse(null);
  }

  /** As {@link #whole(String)}, with null for absent. */
  public Integer wholeOrNull(String name) throws ApiFault {
    return whole(name).orElse(null);
  }

  /** A whole number of up to 64 bits, with null for absent. */
  public Long longOrNull(String name) throws ApiFault {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(text.get());
    } catch (NumberFormatException e) {
      throw notANumber(name, text.get());
    }
  }

  /**
   * Refuses parameters that are documented, change what the caller gets, and have no feature behind
   * them on this server. Sent with a value that asks for nothing ({@code false}, or empty) they
   * pass.
   *
   * @param names a name that ends in a dot stands for every parameter that starts so
   * @throws ApiFault InvalidParameter
   */
  public void refuseWithoutFeature(String... names) throws ApiFault {
    for (String name : names) {
      watch.asked(prefix + name, Use.REFUSED);
      Map<String, String> given =
          name.endsWith(".") ? startingWith(prefix + name) : one(prefix + name);
      for (Map.Entry<String, String> entry : given.entrySet()) {
        if (!entry.getValue().isEmpty() && !entry.getValue().equalsIgnoreCase("false")) {
          throw CommonError.INVALID_PARAMETER.with(
              entry.getKey(), "This server has no feature behind it.");
        }
      }
    }
  }

  private Map<String, String> one(String name) {
    return parameters.containsKey(name) ? Map.of(name, parameters.get(name)) : Map.of();
  }

  private ApiFault notANumber(String name, String text) {
    return CommonError.INVALID_PARAMETER.with(
        prefix + name, "It must be a whole number, is " + text + ".");
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
