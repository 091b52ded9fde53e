/**
 * The actions on auto snapshot policies. One class an action: its parameters, its call of the
 * control room, its answer.
 */
package dev.stillpoint.api.ecs.policy;
