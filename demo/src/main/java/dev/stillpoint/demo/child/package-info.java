/**
 * The server as a child process: started by its command line, known by its READY line, ended or
 * killed as any process is.
 *
 * <p>Only the child that was started here is ever ended.
 */
package dev.stillpoint.demo.child;
