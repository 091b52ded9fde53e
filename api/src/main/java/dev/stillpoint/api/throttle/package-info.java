/**
 * How many calls a user may make of an action. Knows who asks and what for; the numbers come from
 * control, the clock by constructor.
 */
package dev.stillpoint.api.throttle;
