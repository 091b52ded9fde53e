/**
 * What the API says when it refuses: the codes that every action shares, as data, and the fault
 * that carries one of them, or one of an action's own, to the renderer.
 *
 * <p>Clients match on the code and the HTTP status, never on the message, with the one exception
 * that {@link dev.stillpoint.api.errors.CommonError#SIGNATURE_DOES_NOT_MATCH} documents. So
 * messages are worded here and may improve.
 */
package dev.stillpoint.api.errors;
