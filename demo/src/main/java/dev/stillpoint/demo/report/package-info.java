/**
 * What a run has to say for itself: the ledger of everything measured and proved, and its two
 * readings, for people and for machines.
 *
 * <p>Every figure that is printed comes out of the ledger of this run; nothing here measures,
 * decides or remembers earlier runs.
 */
package dev.stillpoint.demo.report;
