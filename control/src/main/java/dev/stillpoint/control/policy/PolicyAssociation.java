package dev.stillpoint.control.policy;

/** A policy and a disk that has it. */
public record PolicyAssociation(String policyId, String diskId) {}
