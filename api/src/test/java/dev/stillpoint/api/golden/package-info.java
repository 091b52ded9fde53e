/**
 * What the API answers to some ten thousand seeded random calls, remembered, so that a change that
 * means to change nothing can be told from one that does.
 */
package dev.stillpoint.api.golden;
