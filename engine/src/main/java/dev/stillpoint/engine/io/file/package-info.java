/**
 * Storage on a real file system: direct I/O through the system's own calls. The only package of the
 * engine that touches the system. Native memory, native calls; positions and lengths come aligned.
 */
package dev.stillpoint.engine.io.file;
