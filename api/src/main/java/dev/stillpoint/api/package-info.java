/** The cloud API: signatures, parameters, actions, errors, rendering. */
package dev.stillpoint.api;
