/**
 * What the table of actions is made of: a contract for each action, whose components are its
 * parameters as they stand on the wire, and a row that says who may ask it and who does it. Knows
 * neither the wire nor any area.
 */
package dev.stillpoint.control.contract;
