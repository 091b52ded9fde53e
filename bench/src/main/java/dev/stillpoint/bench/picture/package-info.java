/**
 * Figures as pictures: SVG that needs nothing else, readable on light and on dark pages. A {@link
 * dev.stillpoint.bench.picture.Page} holds panels below each other; each kind of panel knows how to
 * draw one kind of figures and nothing of where they come from.
 */
package dev.stillpoint.bench.picture;
