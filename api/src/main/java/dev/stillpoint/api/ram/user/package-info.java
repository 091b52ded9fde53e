/**
 * The actions on users and their access keys. One class an action: its parameters, its call of the
 * control room, its answer.
 */
package dev.stillpoint.api.ram.user;
