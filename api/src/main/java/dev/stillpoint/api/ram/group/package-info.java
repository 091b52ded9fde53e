/**
 * The actions on groups of users. One class an action: its parameters, its call of the control
 * room, its answer.
 */
package dev.stillpoint.api.ram.group;
