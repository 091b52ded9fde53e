/** The operator's door: serve, demo, check, bench. */
package dev.stillpoint.cli;
