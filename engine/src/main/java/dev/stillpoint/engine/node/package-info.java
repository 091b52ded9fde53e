/**
 * Where the nodes of the maps stand on disk: pages that are written once, packed with nodes, in
 * files of which each has a second copy. Knows the bytes of a node and when it was born, and
 * nothing of what it says.
 */
package dev.stillpoint.engine.node;
