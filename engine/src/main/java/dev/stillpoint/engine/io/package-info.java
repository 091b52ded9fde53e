/**
 * What the engine needs of the outside: files with honest syncs. The engine's logic reaches storage
 * only through these two interfaces, so that a simulator can stand in for the disk. {@code
 * engine.io.file} alone touches the system.
 */
package dev.stillpoint.engine.io;
