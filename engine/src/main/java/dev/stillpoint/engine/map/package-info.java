/**
 * The persistent map from block numbers to locations in the log. A map is shared in O(1), copied
 * along the path of a change, and counts its references to the log as it goes. Knows nothing of
 * volumes, files or threads.
 */
package dev.stillpoint.engine.map;
