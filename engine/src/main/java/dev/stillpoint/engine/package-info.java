/** The embedded log engine: one log, frozen maps, groups as one record. */
package dev.stillpoint.engine;
