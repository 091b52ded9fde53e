/**
 * A small world for tests of control: an engine and a gate in memory, a clock that stands, and a
 * process that can die at a named step.
 */
package dev.stillpoint.control.world;
