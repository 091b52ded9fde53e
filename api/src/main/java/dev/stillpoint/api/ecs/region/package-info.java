/**
 * The actions on regions and zones. One class an action: its parameters, its call of the control
 * room, its answer.
 */
package dev.stillpoint.api.ecs.region;
