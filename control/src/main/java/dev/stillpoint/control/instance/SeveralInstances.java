package dev.stillpoint.control.instance;

import java.util.List;

/**
 * The parameters of the actions on several instances, as sent.
 *
 * @param regionId required
 * @param instanceIds 1 to 100
 * @param batchOptimization AllTogether, the default, does all or none; SuccessFirst what it can
 * @param force to stop or reboot at once; to delete Running ones
 * @param forceStop to delete: null means true, connections close at once
 * @param stoppedMode to stop: StopCharging or KeepCharging
 * @param clientToken to delete; null or empty means none
 * @param dryRun null means false
 */
public record SeveralInstances(
    String regionId,
    List<String> instanceIds,
    String batchOptimization,
    Boolean force,
    Boolean forceStop,
    String stoppedMode,
    String clientToken,
    Boolean dryRun) {
  public SeveralInstances {
    instanceIds = instanceIds == null ? List.of() : List.copyOf(instanceIds);
  }
}
