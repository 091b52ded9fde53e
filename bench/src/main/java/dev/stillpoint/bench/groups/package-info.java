/**
 * The headline as a benchmark: what a group of many disks costs those who write meanwhile, whoever
 * asks for it, and the server that keeps hundreds of them. {@link
 * dev.stillpoint.bench.groups.GroupsBenchCommand} is the door. The peer is QEMU's group
 * transaction, under the same load from the same generator.
 */
package dev.stillpoint.bench.groups;
