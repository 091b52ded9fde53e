/**
 * Snapshot groups, the product's centre: every rule of their creation, their list and their end.
 */
package dev.stillpoint.control.group;
