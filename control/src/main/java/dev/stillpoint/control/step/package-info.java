/**
 * The named steps of operations that touch the engine: intent, act, confirm, and where a crash may
 * fall.
 */
package dev.stillpoint.control.step;
