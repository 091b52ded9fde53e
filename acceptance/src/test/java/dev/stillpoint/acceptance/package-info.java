/**
 * Tests only: the real process as an operator starts it, judged by clients that we did not write.
 */
package dev.stillpoint.acceptance;
