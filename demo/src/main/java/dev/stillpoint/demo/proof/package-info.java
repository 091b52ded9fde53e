/**
 * Decides, from the bytes of a set of disks, whether they show one instant.
 *
 * <p>{@link dev.stillpoint.demo.proof.RoleScan} turns a disk's bytes into the transaction that each
 * slot holds, {@link dev.stillpoint.demo.proof.Prover} holds these against each other and against
 * the writer's own records. Nothing here reads a socket or knows how the disks came to be, so that
 * every rule can be broken on purpose in a test.
 */
package dev.stillpoint.demo.proof;
