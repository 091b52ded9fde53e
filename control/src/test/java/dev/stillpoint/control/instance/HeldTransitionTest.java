package dev.stillpoint.control.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.port.InstanceBody;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others are told while the body of an instance takes its time. */
class HeldTransitionTest extends InAWorld {
  /** What is tried while a transition stands between its intent and its confirmation. */
  @FunctionalInterface
  private interface Meanwhile {
    void with(String instanceId) throws Refusal;
  }

  private final List<String> told = new ArrayList<>();

  /** Somebody else tries something whenever the body starts or stops. */
  private void meanwhile(Meanwhile something) {
    world.body(
        new InstanceBody() {
          @Override
          public void start(String instanceId) {
            another(() -> something.with(instanceId));
          }

          @Override
          public void stop(String instanceId, Withdrawal mode) {
            another(() -> something.with(instanceId));
          }
        });
  }

  /** Runs on a thread of its own, since a lock may be taken again by the one that holds it. */
  private void another(Attempt attempt) {
    Thread thread =
        new Thread(() -> {
          try {
            attempt.run();
            told.add("done");
          } catch (Refusal e) {
            told.add(e.code().code());
          }
        });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws Refusal;
  }

  private void group(String instanceId) throws Refusal {
    GroupCall call = new GroupCall();
    call.instance = instanceId;
    calls.group(call);
  }

  @Test
  void aGroupOfAnInstanceThatStopsStartsOrRebootsIsRefused() throws Exception {
    String instance = calls.instance(1);
    meanwhile(this::group);
    calls.stop(instance);
    calls.start(instance);
    world
        .control()
        .instanceChanges()
        .reboot(world.caller(), new RebootInstance(instance, false, false));
    assertThat(told)
        .as("stop, start, and the two halves of a reboot")
        .hasSize(4)
        .containsOnly(GroupError.INCORRECT_INSTANCE_STATUS.code());
    world.body(InstanceBody.ABSENT);
    group(instance);
  }

  @Test
  void theListTellsWhereATransitionStands() throws Exception {
    String instance = calls.instance(1);
    List<String> seen = new ArrayList<>();
    meanwhile(id -> seen.add(calls.instanceView(id).status()));
    calls.stop(instance);
    calls.start(instance);
    world
        .control()
        .instanceChanges()
        .reboot(world.caller(), new RebootInstance(instance, false, false));
    assertThat(seen).containsExactly("Stopping", "Starting", "Starting", "Starting");
  }
}
