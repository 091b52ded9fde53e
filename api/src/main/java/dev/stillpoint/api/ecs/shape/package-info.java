/** Parts that the answers of several actions share, such as times, tags and pages. */
package dev.stillpoint.api.ecs.shape;
