/**
 * Rules on what a request may say, each a small unit that can be listed: texts, tags, disk
 * categories, times, paging. They look at no state.
 */
package dev.stillpoint.control.rule;
