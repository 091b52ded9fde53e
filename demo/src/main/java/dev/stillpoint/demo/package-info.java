/**
 * The main job on real disks: a writer across disks, groups under load, proofs.
 *
 * <p>{@link dev.stillpoint.demo.DemoCommand} starts its own server as a child process in a
 * directory of its own, does everything through the API and NBD over real sockets with a client
 * that shares no code with the server, and succeeds only if every proof came out as it must. The
 * workload, the prover, the steps and the report are packages of their own.
 */
package dev.stillpoint.demo;
