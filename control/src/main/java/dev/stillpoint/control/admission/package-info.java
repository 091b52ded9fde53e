/**
 * Who is let in: regions and their flags, accounts and their flags, permissions. Knows nothing of
 * what an action does.
 */
package dev.stillpoint.control.admission;
