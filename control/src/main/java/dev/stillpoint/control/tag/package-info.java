/** Tags on things of every kind: set, removed, and searched for. */
package dev.stillpoint.control.tag;
