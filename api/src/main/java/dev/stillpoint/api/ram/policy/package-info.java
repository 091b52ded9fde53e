/**
 * The actions on permission policies and their versions. One class an action: its parameters, its
 * call of the control room, its answer.
 */
package dev.stillpoint.api.ram.policy;
