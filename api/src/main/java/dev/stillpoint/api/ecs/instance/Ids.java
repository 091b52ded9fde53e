package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import java.util.List;

/** The identifiers of instances, in the ways in which actions take them. */
final class Ids {
  private Ids() {}

  /** {@code InstanceIds=["i-1","i-2"]}; empty when it was not sent. */
  static List<String> json(Arguments arguments) throws Refusal {
    List<String> ids =
        arguments.jsonListOrNull("InstanceIds", SharedError.INVALID_PARAMETER, "InstanceIds");
    return ids == null ? List.of() : ids;
  }

  /** {@code i-1,i-2}; empty when it was not sent. */
  static List<String> commas(String text) {
    return text == null ? List.of() : List.of(text.split(",", -1));
  }
}
