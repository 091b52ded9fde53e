package dev.stillpoint.control.instance;

/**
 * The parameters of DeleteInstance as sent; all but the identifier may be null.
 *
 * @param instanceId required
 * @param force true also deletes a Running instance
 * @param forceStop null means true: connections close at once
 * @param dryRun null means false
 */
public record DeleteInstance(String instanceId, Boolean force, Boolean forceStop, Boolean dryRun) {}
