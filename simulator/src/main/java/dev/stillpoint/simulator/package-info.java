/**
 * The simulated world that drives the real engine through power cuts, with a model that knows what
 * must be there.
 *
 * <p>{@link dev.stillpoint.simulator.SimStorage} is the disk and says which faults there are and
 * why they must be survived. {@code Machine} starts the engine, lets it die and compares it with
 * {@code Model} at exactly the recovered prefix; {@code Client} and {@code Workload} use it and
 * know each answer beforehand. {@link dev.stillpoint.simulator.Simulation} is one world from its
 * seed to its end, {@link dev.stillpoint.simulator.Soak} many of them; a failure names the seed
 * that repeats it, and {@code -Dsimulation.history=true} tells what happened on the way.
 */
package dev.stillpoint.simulator;
