/** What the cloud's operator does behind the API. */
package dev.stillpoint.control.operator;
