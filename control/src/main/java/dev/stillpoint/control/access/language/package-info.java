/**
 * The language of permission policies: documents, statements, conditions, patterns, and the verdict
 * on one request. Pure functions over texts; knows nothing of users, tables or actions. What is
 * refused rather than guessed, and why, is in docs/decisions,
 * 0006-policies-say-no-more-than-they-are-understood-to.md.
 */
package dev.stillpoint.control.access.language;
