package dev.stillpoint.control.instance;

/**
 * The parameters of RebootInstance as sent; all but the identifier may be null.
 *
 * @param instanceId required
 * @param forceStop true closes connections at once; nothing that was answered is lost
 * @param dryRun null means false
 */
public record RebootInstance(String instanceId, Boolean forceStop, Boolean dryRun) {}
