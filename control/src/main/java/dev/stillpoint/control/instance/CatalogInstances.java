package dev.stillpoint.control.instance;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;

/** Instances whose rows the catalog keeps. */
public final class CatalogInstances implements Instances {
  private final InstanceCreation creation;
  private final InstanceList list;
  private final InstanceTransitions transitions;
  private final InstanceDeletion deletion;

  public CatalogInstances(Foundation foundation, ClientTokens tokens) {
    creation = new InstanceCreation(foundation, tokens);
    list = new InstanceList(foundation);
    transitions = new InstanceTransitions(foundation);
    deletion = new InstanceDeletion(foundation);
  }

  @Override
  public List<String> run(Caller caller, RunInstances request) throws Refusal {
    return creation.make(caller, "RunInstances", true, request);
  }

  @Override
  public Listing<InstanceView> describe(Caller caller, DescribeInstances request) throws Refusal {
    return list.describe(caller, request);
  }

  @Override
  public void start(Caller caller, String instanceId, Boolean dryRun) throws Refusal {
    transitions.start(caller, instanceId, dryRun);
  }

  @Override
  public void stop(Caller caller, StopInstance request) throws Refusal {
    transitions.stop(caller, request);
  }

  @Override
  public void delete(Caller caller, DeleteInstance request) throws Refusal {
    deletion.delete(caller, request);
  }
}
