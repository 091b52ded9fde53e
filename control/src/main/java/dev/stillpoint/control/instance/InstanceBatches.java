package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * StartInstances, StopInstances, RebootInstances and DeleteInstances. All instances are held, then
 * all are checked where all or none is asked for, then each is done as the action on one does it.
 */
final class InstanceBatches {
  private static final int INSTANCES_MAX = 100;
  private static final String ALL_TOGETHER = "AllTogether";
  private static final String SUCCESS_FIRST = "SuccessFirst";

  private final Foundation foundation;
  private final ClientTokens tokens;
  private final InstanceTransitions transitions;
  private final InstanceDeletion deletion;

  InstanceBatches(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.transitions = new InstanceTransitions(foundation);
    this.deletion = new InstanceDeletion(foundation);
  }

  List<InstanceOutcome> start(Caller caller, SeveralInstances request) throws Refusal {
    return each(
        caller,
        "StartInstances",
        request,
        InstanceTransitions::checkStart,
        id -> transitions.startAdmitted(caller, id, false));
  }

  List<InstanceOutcome> stop(Caller caller, SeveralInstances request) throws Refusal {
    InstanceTransitions.stoppedMode(request.stoppedMode());
    return each(
        caller,
        "StopInstances",
        request,
        (_, row) -> InstanceTransitions.checkRunning(row),
        id ->
            transitions.stopAdmitted(
                caller,
                new StopInstance(id, request.force(), request.stoppedMode(), false, false)));
  }

  List<InstanceOutcome> reboot(Caller caller, SeveralInstances request) throws Refusal {
    return each(
        caller,
        "RebootInstances",
        request,
        (_, row) -> InstanceTransitions.checkRunning(row),
        id -> transitions.rebootAdmitted(caller, new RebootInstance(id, request.force(), false)));
  }

  private List<InstanceOutcome> each(
      Caller caller, String action, SeveralInstances request, Check check, Step step)
      throws Refusal {
    List<String> ids = ids(request);
    boolean all = allTogether(request.batchOptimization());
    admit(caller, action, request.regionId(), ids);
    try (Held _ = foundation.locks().hold(ids)) {
      boolean dryRun = Boolean.TRUE.equals(request.dryRun());
      if (all || dryRun) {
        checkAll(caller, ids, check);
      }
      if (dryRun) {
        throw new Refusal(SharedError.DRY_RUN_OPERATION);
      }
      List<InstanceOutcome> outcomes = new ArrayList<>();
      for (String id : ids) {
        String before = status(caller, id);
        try {
          step.with(id);
          outcomes.add(new InstanceOutcome(id, before, status(caller, id), "200", "success"));
        } catch (Refusal refusal) {
          outcomes.add(
              new InstanceOutcome(
                  id, before, status(caller, id), refusal.code().code(), refusal.getMessage()));
        }
      }
      return outcomes;
    }
  }

  private void checkAll(Caller caller, List<String> ids, Check check) throws Refusal {
    foundation
        .catalog()
        .read(tables -> {
          for (String id : ids) {
            check.on(tables, InstanceTransitions.find(tables, caller, id));
          }
          return ids;
        });
  }

  private String status(Caller caller, String id) {
    return foundation
        .catalog()
        .read(tables ->
            tables
                .instances()
                .find(caller.accountId(), id)
                .map(row -> Statuses.wire(row.status()))
                .orElse(""));
  }

  private static boolean allTogether(String optimization) throws Refusal {
    if (!TextRule.absent(optimization)
        && !optimization.equals(ALL_TOGETHER)
        && !optimization.equals(SUCCESS_FIRST)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "BatchOptimization");
    }
    return !SUCCESS_FIRST.equals(optimization);
  }

  void delete(Caller caller, SeveralInstances request) throws Refusal {
    List<String> ids = ids(request);
    Dialect.INSTANCE.checkForm(request.clientToken());
    admit(caller, "DeleteInstances", request.regionId(), ids);
    tokens.once(
        caller,
        "DeleteInstances",
        request.clientToken(),
        request,
        Dialect.INSTANCE,
        claim -> {
          deleteAll(caller, request, ids);
          String answer = String.join(",", ids);
          return foundation
              .catalog()
              .write(tables -> {
                claim.answer(tables, answer);
                claim.done(tables);
                return answer;
              });
        });
  }

  private void deleteAll(Caller caller, SeveralInstances request, List<String> ids) throws Refusal {
    Set<String> objects = objects(ids);
    try (Held _ = foundation.locks().hold(objects)) {
      // Nothing is attached or detached while the instances are held, so no further lock is needed.
      if (!objects.containsAll(objects(ids))) {
        throw new Refusal(SharedError.OPERATION_CONFLICT, ids.getFirst());
      }
      List<DeleteInstance> deletions =
          ids.stream()
              .map(id -> new DeleteInstance(id, request.force(), request.forceStop(), false))
              .toList();
      foundation
          .catalog()
          .read(tables -> {
            for (DeleteInstance one : deletions) {
              InstanceDeletion.check(tables, caller, one);
            }
            return deletions;
          });
      if (Boolean.TRUE.equals(request.dryRun())) {
        throw new Refusal(SharedError.DRY_RUN_OPERATION);
      }
      for (DeleteInstance one : deletions) {
        deletion.deleteAdmitted(caller, one);
      }
    }
  }

  private Set<String> objects(List<String> ids) {
    Set<String> objects = new TreeSet<>();
    ids.forEach(id -> objects.addAll(deletion.objects(id)));
    return objects;
  }

  private void admit(Caller caller, String action, String regionId, List<String> ids)
      throws Refusal {
    foundation
        .admission()
        .admit(caller, action, regionId, ids.stream().map(Resource::instance).toList());
  }

  private List<String> ids(SeveralInstances request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    Places.checkRegion(foundation.geography(), request.regionId());
    List<String> ids = request.instanceIds().stream().distinct().toList();
    if (ids.isEmpty()) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "InstanceId");
    }
    if (ids.size() > INSTANCES_MAX) {
      throw new Refusal(
          InstanceError.INVALID_PARAMETER_TOO_MANY_INSTANCE_IDS, INSTANCES_MAX, ids.size());
    }
    return ids;
  }

  /** Whether an instance may be done. */
  @FunctionalInterface
  private interface Check {
    void on(Tables tables, InstanceRow instance) throws Refusal;
  }

  /** What is done to each. */
  @FunctionalInterface
  private interface Step {
    void with(String instanceId) throws Refusal;
  }
}
