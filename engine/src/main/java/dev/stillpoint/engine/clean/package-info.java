/**
 * Which segment to empty next. The policy alone; the pool carries it out as it applies any batch.
 */
package dev.stillpoint.engine.clean;
