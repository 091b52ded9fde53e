/**
 * The actions on what permission policies are attached to. One class an action: its parameters, its
 * call of the control room, its answer.
 */
package dev.stillpoint.api.ram.attachment;
