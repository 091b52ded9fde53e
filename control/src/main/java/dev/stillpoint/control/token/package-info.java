/** Client tokens: one request, one effect, however often it is sent. */
package dev.stillpoint.control.token;
