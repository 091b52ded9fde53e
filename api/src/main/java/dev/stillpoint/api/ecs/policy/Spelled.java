package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.control.fault.PolicyError;
import dev.stillpoint.control.fault.Refusal;
import java.util.List;
import java.util.Locale;

/**
 * The arguments of actions whose parameters begin with a lower-case letter, such as {@code
 * timePoints}. An older page of the API writes them like all others, so both spellings count.
 */
record Spelled(Arguments arguments) {
  /** The spelling that was sent. */
  String name(String lower) {
    String upper = lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    return arguments.sent(lower).isEmpty() && arguments.sent(upper).isPresent() ? upper : lower;
  }

  /** As {@link Arguments#required}. */
  String required(String lower) throws ApiFault {
    return arguments.required(name(lower));
  }

  /** As {@link Arguments#textOrNull}. */
  String textOrNull(String lower) {
    return arguments.textOrNull(name(lower));
  }

  /** A text as sent, with null for absent; an empty one clears what was there. */
  String sentOrNull(String lower) {
    return arguments.sent(name(lower)).orElse(null);
  }

  /** A list in JSON text; ParameterInvalid when it is none. */
  List<String> jsonListOrNull(String lower) throws Refusal {
    return arguments.jsonListOrNull(name(lower), PolicyError.PARAMETER_INVALID, lower);
  }

  /** A whole number; ParameterInvalid when it is none. */
  Integer wholeOrNull(String lower) throws Refusal {
    try {
      return arguments.wholeOrNull(name(lower));
    } catch (ApiFault notANumber) {
      throw new Refusal(notANumber, PolicyError.PARAMETER_INVALID, lower);
    }
  }
}
