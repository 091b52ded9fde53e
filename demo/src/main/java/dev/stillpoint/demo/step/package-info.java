/**
 * The steps of the demonstration, one class each, over one {@link dev.stillpoint.demo.step.Scene}.
 *
 * <p>A step acts through the API and NBD only, measures with the writer's records, has the prover
 * judge, and writes what came out into the ledger. The door is {@link
 * dev.stillpoint.demo.step.Demonstration}.
 */
package dev.stillpoint.demo.step;
