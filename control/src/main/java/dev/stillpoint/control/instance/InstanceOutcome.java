package dev.stillpoint.control.instance;

/**
 * What became of one instance of a call that names several.
 *
 * @param instanceId the instance
 * @param previousStatus its status before; empty when there is no such instance
 * @param currentStatus its status when the call was answered
 * @param code 200, or the code of the refusal
 * @param message success, or the refusal's sentence
 */
public record InstanceOutcome(
    String instanceId, String previousStatus, String currentStatus, String code, String message) {}
