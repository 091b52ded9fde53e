package dev.stillpoint.server.admin;

import dev.stillpoint.control.operator.NotPossible;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a command.
 *
 * @param arguments texts by name
 */
record Given(Map<String, String> arguments) {
  Given {
    arguments = Map.copyOf(arguments);
  }

  /** An argument, if it was given and is not empty. */
  Optional<String> text(String name) {
    return Optional.ofNullable(arguments.get(name)).filter(text -> !text.isEmpty());
  }

  /** An argument that must be there. */
  String required(String name) throws NotPossible {
    return text(name).orElseThrow(() -> new NotPossible("The command needs " + name + "."));
  }

  /** One of a few words. */
  String oneOf(String name, String... words) throws NotPossible {
    String word = required(name);
    if (!List.of(words).contains(word)) {
      throw new NotPossible(
          name + " is one of " + String.join(", ", words) + ", not " + word + ".");
    }
    return word;
  }

  /** A whole number. */
  long number(String name) throws NotPossible {
    String text = required(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new NotPossible(name + " is a whole number, not " + text + ".");
    }
  }

  /** A list that was given in one text, separated by commas. */
  List<String> list(String name) {
    return text(name).map(text -> List.of(text.split(",", -1))).orElse(List.of());
  }
}
