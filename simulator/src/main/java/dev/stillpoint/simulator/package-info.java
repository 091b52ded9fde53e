/**
 * The simulated world that drives the real engine through power cuts, with a model that knows what
 * must be there.
 */
package dev.stillpoint.simulator;
