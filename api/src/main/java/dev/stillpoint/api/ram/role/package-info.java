/**
 * The actions on roles. One class an action: its parameters, its call of the control room, its
 * answer.
 */
package dev.stillpoint.api.ram.role;
