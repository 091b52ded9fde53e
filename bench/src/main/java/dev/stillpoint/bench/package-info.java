/** Benchmarks against named peers in the same run. */
package dev.stillpoint.bench;
