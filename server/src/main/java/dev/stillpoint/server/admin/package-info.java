/**
 * The operator's own door: a socket in the data directory that only its owner can open, over which
 * one command is asked and answered a line at a time. It translates words into calls of control's
 * operator and knows no rule. Nothing of it can be reached over HTTP.
 */
package dev.stillpoint.server.admin;
