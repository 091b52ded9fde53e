/**
 * The data directory: who may read it, who serves it now, and the files in it that belong to no
 * other room.
 */
package dev.stillpoint.server.directory;
