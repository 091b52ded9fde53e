/**
 * What clients are told when a request is refused: one catalogue of codes and the checked exception
 * that carries a row of it. Knows nothing of HTTP.
 */
package dev.stillpoint.control.fault;
