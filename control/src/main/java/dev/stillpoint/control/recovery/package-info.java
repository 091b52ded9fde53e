/**
 * What is done at start, after a crash or not: every intent is settled against the engine's log,
 * and catalog, engine and exports are compared.
 */
package dev.stillpoint.control.recovery;
