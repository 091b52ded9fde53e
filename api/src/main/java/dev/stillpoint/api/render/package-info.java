/**
 * From an answer to bytes. An answer is a neutral tree; JSON and XML are two ways to write it, and
 * no action knows which one the caller asked for.
 */
package dev.stillpoint.api.render;
