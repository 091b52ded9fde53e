/** The whole API over the world that control is tested in: real rules, an engine in memory. */
package dev.stillpoint.api.world;
