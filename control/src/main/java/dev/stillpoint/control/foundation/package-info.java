/**
 * What the rooms of control stand on: catalog, engine and ports in one record, bounds, locks,
 * identifiers. Holds no rule.
 */
package dev.stillpoint.control.foundation;
