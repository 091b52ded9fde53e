/**
 * The language of permission policies: documents, statements, conditions, patterns, and the verdict
 * on one request. Pure functions over texts; knows nothing of users, tables or actions.
 */
package dev.stillpoint.control.access.language;
