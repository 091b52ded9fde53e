package dev.stillpoint.control.instance;

/**
 * The parameters of StopInstance as sent; all but the identifier may be null.
 *
 * @param instanceId required
 * @param forceStop true closes connections at once; nothing that was answered is lost
 * @param stoppedMode StopCharging or KeepCharging
 * @param hibernate true is refused
 * @param dryRun null means false
 */
public record StopInstance(
    String instanceId, Boolean forceStop, String stoppedMode, Boolean hibernate, Boolean dryRun) {}
