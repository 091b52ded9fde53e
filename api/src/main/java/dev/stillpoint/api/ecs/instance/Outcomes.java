package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.instance.InstanceOutcome;
import java.util.List;

/** What became of each instance of a call that names several. */
final class Outcomes {
  private Outcomes() {}

  /** The answer of such a call. */
  static Fields of(List<InstanceOutcome> outcomes) {
    return new Fields()
        .list(
            "InstanceResponses",
            "InstanceResponse",
            outcomes,
            outcome ->
                new Fields()
                    .text("InstanceId", outcome.instanceId())
                    .text("Code", outcome.code())
                    .text("Message", outcome.message())
                    .text("PreviousStatus", outcome.previousStatus())
                    .text("CurrentStatus", outcome.currentStatus()));
  }
}
