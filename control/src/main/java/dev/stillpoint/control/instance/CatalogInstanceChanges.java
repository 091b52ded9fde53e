package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;

/** Changes of instances whose rows the catalog keeps. */
public final class CatalogInstanceChanges implements InstanceChanges {
  private final InstanceCreation creation;
  private final InstanceTransitions transitions;
  private final InstanceAttributes attributes;
  private final InstanceBatches batches;

  public CatalogInstanceChanges(Foundation foundation, ClientTokens tokens) {
    creation = new InstanceCreation(foundation, tokens);
    transitions = new InstanceTransitions(foundation);
    attributes = new InstanceAttributes(foundation);
    batches = new InstanceBatches(foundation, tokens);
  }

  @Override
  public String create(Caller caller, RunInstances request) throws Refusal {
    return creation.make(caller, "CreateInstance", false, request).getFirst();
  }

  @Override
  public void reboot(Caller caller, RebootInstance request) throws Refusal {
    transitions.reboot(caller, request);
  }

  @Override
  public void modify(Caller caller, ModifyInstanceAttribute request) throws Refusal {
    attributes.modify(caller, request);
  }

  @Override
  public List<InstanceOutcome> startAll(Caller caller, SeveralInstances request) throws Refusal {
    return batches.start(caller, request);
  }

  @Override
  public List<InstanceOutcome> stopAll(Caller caller, SeveralInstances request) throws Refusal {
    return batches.stop(caller, request);
  }

  @Override
  public List<InstanceOutcome> rebootAll(Caller caller, SeveralInstances request) throws Refusal {
    return batches.reboot(caller, request);
  }

  @Override
  public void deleteAll(Caller caller, SeveralInstances request) throws Refusal {
    batches.delete(caller, request);
  }
}
